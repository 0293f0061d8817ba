"""The site: static pages in the output folder, made from the versions and brought up to date by every run.

DIR/index.html                       the front page: the newest days, search and filters
DIR/site/days/2024-03-12.html        a day, from its 201st article on in parts: 2024-03-12-2.html
DIR/site/days/2024.html              the days of a year
DIR/site/articles/<id>.html          an article's newest version
DIR/site/versions/<id>/v0001.html    an older version, written once
DIR/site/sources.html                how each source does, where a run had sources on the web or a desk
DIR/site/failures.html               what could not be processed so far; only while there is any
DIR/site/data/                       what search and filters load: scripts, since file:// refuses fetch()
DIR/site/*.css, *.js                 styles and scripts

pages          paths, templates and writing of pages
article_pages  the pages of an article and its versions
page_texts     their summaries and sentences, each with its language;  page_changes  the changes between versions
sources        the page of sources;  failures  the page of failures
lists          front page, days, years, and the data of search and filters
state          the cards of all articles, and what is still to be written, in the index
update         all of it brought up to date
"""

from wireglot.outputs.site.state import behind_ids, postpone_pages
from wireglot.outputs.site.update import rebuild_site, update_site

__all__ = ["behind_ids", "postpone_pages", "rebuild_site", "update_site"]
