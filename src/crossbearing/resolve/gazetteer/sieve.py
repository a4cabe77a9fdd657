"""A small set of bits that tells most names the gazetteer lacks, without a look into its tables (Bloom, 1970)."""

from __future__ import annotations

from hashlib import blake2b

__all__ = ["Sieve"]

_BITS = 10  # bits a name: with four of them set, some 1.2 % of unknown names pass
_SET = 4
_LEAST = 1 << 10


class Sieve:
    """Bits; their number is a power of two.

    Args:
        bits: As `bits` of another sieve gave them.
    """

    def __init__(self, bits: bytes) -> None:
        self._bits = bytearray(bits)
        self._mask = 8 * len(bits) - 1

    @classmethod
    def of_size(cls, names: int) -> Sieve:
        """Return an empty sieve for so many names."""
        bits = _LEAST
        while bits < names * _BITS:
            bits *= 2
        return cls(bytes(bits // 8))

    @property
    def bits(self) -> bytes:
        """The bits, to be kept."""
        return bytes(self._bits)

    def add(self, name: str) -> None:
        """Let a name pass."""
        for place in self._places(name):
            self._bits[place >> 3] |= 1 << (place & 7)

    def passes(self, name: str) -> bool:
        """Return whether a name may have been added; False is certain."""
        return all(self._bits[place >> 3] & (1 << (place & 7)) for place in self._places(name))

    def _places(self, name: str) -> tuple[int, ...]:
        number = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest(), "little")
        mask = self._mask
        return (number & mask, (number >> 32) & mask, (number >> 64) & mask, (number >> 96) & mask)
