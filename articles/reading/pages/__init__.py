"""Pages: HTML to the text and metadata of one article.

recognition.py    whether a file is a page
page.py           bytes of a page -> Page: text and metadata
tree.py           bytes -> element tree: encoding and limits
blocks.py         element tree -> pieces of text on lines of their own
text.py           which of them are the text: what trafilatura finds, and what it loses
parts.py          what the page calls its elements (data/classes.toml)
metadata.py       headline, authors, dates, address, section, language
json_ld.py        what the page says in the terms of schema.org
live.py           live blogs
section_pages.py  pages that list articles and are none
"""

from wireglot.articles.reading.pages.page import Page, read_page
from wireglot.articles.reading.pages.recognition import is_page

__all__ = ["Page", "is_page", "read_page"]
