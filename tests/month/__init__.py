"""A month of polling scripted sites on a clock of its own, judged by the rules of a polite feed reader."""
