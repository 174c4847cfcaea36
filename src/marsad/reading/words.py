"""Re-export while names move."""

from marsad.words import Word as Word
from marsad.words import cut_words as cut_words
