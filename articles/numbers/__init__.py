"""Figures as texts write them: numbers in digits and in words, and the months and days of dates, in many languages.

numbers   what digits may mean by the marks of a language, and what scales them
spelled   numbers in words
calendar  months and days of the week that are named
tables    the words of all this, by language, in data/
"""
