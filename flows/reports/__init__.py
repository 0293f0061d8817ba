"""What a run did, for those who read it: what became of each article, the closing report, the digest."""
