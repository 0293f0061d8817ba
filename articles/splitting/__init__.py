"""How a sentence's end is told, behind `articles.sentences`: marks, tables, cues, borders, spaces."""
