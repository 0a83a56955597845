"""Lists of papers with a row or an entry for each, whatever their form."""

from bot.dataset.tables.csv_list import is_csv, read_csv
from bot.dataset.tables.json_list import read_json
from bot.dataset.tables.jsonl_list import read_jsonl
from bot.dataset.tables.markdown_list import read_papers

__all__ = ["is_csv", "read_csv", "read_json", "read_jsonl", "read_papers"]
