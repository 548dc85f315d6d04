"""统一社会信用代码: the 18 characters that name a department or a company (GB 32100-2015). Pure."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which look like figures."""
LENGTH = 18
_FACTOR, _MODULUS = 3, len(ALPHABET)


def uscc_holds(code: str) -> bool:
    """Whether its characters are of the alphabet and the last one is the check character (GB 32100-2015, 5)."""
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return False
    total = sum(ALPHABET.index(character) * _FACTOR**place for place, character in enumerate(code[:-1]))
    return ALPHABET[-total % _MODULUS] == code[-1]
