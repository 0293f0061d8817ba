"""Pages: HTML to the text and metadata of one article.

page.py      bytes of a page -> ParsedText and Metadata
tree.py      bytes -> element tree: encoding and limits
blocks.py    element tree -> pieces of text on lines of their own
parts.py     what the page names its elements (data/classes.toml)
text.py      which blocks are the text
metadata.py  headline, byline, dates, address, section, language; json_ld.py for schema.org
"""
