"""The reader: a static site in the output folder, made of the versions and brought up to date by every run.

DIR/index.html                       the front page: the newest days, search and filters
DIR/site/days/2024-03-12.html        a day, from its 201st article on in parts: 2024-03-12-2.html
DIR/site/days/2024.html              the days of a year
DIR/site/articles/<id>.html          an article's newest version
DIR/site/versions/<id>/v0001.html    an older version, written once
DIR/site/data/                       what search and filters load: scripts, since file:// refuses fetch()
DIR/site/*.css, *.js                 how it looks and what it does
DIR/.wireglot/site.sqlite            the register: where each article stands; without it all is made anew

names        where pages lie, and how they are written
strings      the words of the pages
card         what a list shows of an article
terms        the words an article is found by
blocks       search data in blocks of 250 articles
register     which article stands on which day and in which block
telling      summaries and sentences as an article's page shows them
history      its versions, and which of them may be shown
change_list  what changed, as a page shows it
articles     the pages of an article
lists        front page, days and years
templates    HTML from all of these
keeping      all of it brought up to date
"""

from wireglot.outputs.site.keeping import fall_behind, keep_site, rebuild_site

__all__ = ["fall_behind", "keep_site", "rebuild_site"]
