"""The people of the console: who they are, how they sign in, how long that lasts, and what they have looked at.

    name + password ─► tries (may one be made now?) ─► argon2id ─► visit (a random token; its digest is kept)
    first start     ─► one-time code ─► the first administrator ─► people, by administrators

What somebody may see and do is `roles`, the same for a token and for a person who signed in.
"""
