"""电子签名: keys, signatures of PDFs, pictures of seals. Pure: knows files and bytes, not the portal's rows.

Not to be mistaken for `accounts.signing`, by which leaders sign off an account (docs/signing.md).
"""
