"""Quality scores of engines, checks and rules on the evaluation data; DATA is the data folder.

evaluate.py      the command: scores of engines, as tables and as JSON
floors.py        the command that renews tests/evaluation/floors.json from these scorers:
  detection.py     language detection
  splitting.py     sentence segmentation
  checks.py        checks of translations: false alarms, and recall on seeded errors of form
  translation_errors.py    recall of the same checks on seeded errors of fact
  faithfulness.py  fact checks: AUC on judged summaries; seeded.py: recall on seeded errors
  page_scores.py   text of newspaper pages; pages.py the pages, page_extractors.py ours and its peers
  summaries.py     ROUGE of a summarizing engine and its peers
  traps.py         lines of a page that must not get into a summary
summary_goals.py what the extractive summaries should reach
translation.py   BLEU and chrF beside published scores
rouge.py, bootstrap.py, baselines.py, sets.py, data.py    measures, confidence intervals, peers, data
"""
