"""A day of news, simulated: who told what, when and in which words, and which of it is truly one story."""
