"""The table: DynamoDB behind one class. Keys are spelled in ``keys``, items in ``items``."""
