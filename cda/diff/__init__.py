"""What a run changed, for people to read: a sample of its pairs, the words in question marked."""

from cda.diff.select import Example, Sampled, sample
from cda.diff.texts import Found
from cda.diff.wanted import Wanted

__all__ = ["Example", "Found", "Sampled", "Wanted", "sample"]
