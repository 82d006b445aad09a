"""AWS in memory, as far as Newswatch uses it: objects in the place of boto3's clients.

They take boto3's keyword arguments, return its dictionaries and raise its
errors; they read no clock but the one they are given, and draw nothing.
"""
