"""What articles say that the record can confirm or contradict, one module a kind of claim."""
