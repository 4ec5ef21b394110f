"""The public log of publications: an append-only Merkle tree that anyone can hold the portal to. Pure.

Open formats, so that tools which are not ours can read it: RFC 6962 (hashes and proofs) and, of the C2SP
specifications, tlog-tiles (files), tlog-checkpoint, signed-note, tlog-cosignature and tlog-proof.
"""
