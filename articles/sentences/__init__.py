"""How a sentence's end is told, behind `articles.sentences.split`: marks, tables, cues, borders, spaces."""
