"""Web archives: WARC files, also packed with gzip, to items, one record after another in constant memory.

unpacking.py   the file -> its unpacked bytes, with their places; damaged gzip members are passed over
records.py     bytes -> records; what is damaged is counted, and reading goes on with the next record
http.py        the answer of a server in a record -> status, headers, decoded body
captures.py    a record -> the items of its page, or why it is no article
"""

from wireglot.articles.reading.warc.captures import items_of_record
from wireglot.articles.reading.warc.records import MAX_RECORD, Damage, Record, read_records
from wireglot.articles.reading.warc.unpacking import Position, begins_as_warc

__all__ = ["MAX_RECORD", "Damage", "Position", "Record", "begins_as_warc", "items_of_record", "read_records"]
