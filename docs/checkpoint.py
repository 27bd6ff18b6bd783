#!/usr/bin/env python3
"""Checks a checkpoint's signature and a proof, with nothing but the standard library.

    curl -s $API/v1/checkpoint > checkpoint.txt
    curl -s "$API/v1/proof?revision=12&size=20" > proof.json
    python3 checkpoint.py checkpoint.txt KEY [proof.json [older-checkpoint.txt]]

KEY is a public key as `shixian key` prints it, or several by commas. The size of the proof
has to be that of the checkpoint. With an older checkpoint, that of the proof's revision, the
proof also shows that the record goes on from it.
"""
import base64
import hashlib
import json
import sys

# Ed25519, RFC 8032: points are (X, Y, Z, T) on the curve over the field of P.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, a):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, a)
        a, n = add(a, a), n >> 1
    return out


def point(b):
    y = int.from_bytes(b, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("no point on the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verified(public, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % Q
    a, b = times(s, BASE), add(point(r), times(h, point(public)))
    return s < Q and (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def checkpoint(path, keys):
    """Returns size and root of a checkpoint that one of the keys has signed."""
    text, _, signatures = open(path, encoding="utf-8", newline="").read().partition("\n\n")
    message = (text + "\n").encode()
    for key in keys.split(","):
        name, key_hash, public = key.split("+", 2)
        public = base64.b64decode(public)
        for line in signatures.splitlines():
            _, signer, signature = line.split(" ")
            signature = base64.b64decode(signature)
            if signer == name and signature[:4].hex() == key_hash and public[0] == 1 and verified(public[1:], message, signature[4:]):
                lines = text.split("\n")
                return int(lines[1]), base64.b64decode(lines[2])
    sys.exit(f"{path}: no signature by this key")


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_by(proof, index, size, first, older):
    """Returns the roots of the older and of the whole tree, RFC 9162, 2.1.3.2 and 2.1.4.2."""
    fn, sn, fr, sr = index, size - 1, first, first
    while older and fn & 1:
        fn, sn = fn >> 1, sn >> 1
    for c in proof:
        if sn == 0:
            sys.exit("the proof is too long")
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        sys.exit("the proof is too short")
    return fr, sr


def main(path, keys, proof=None, older=None):
    size, root = checkpoint(path, keys)
    if proof:
        p = json.load(open(proof, encoding="utf-8"))
        inclusion, consistency = ([base64.b64decode(h) for h in p[k]] for k in ("inclusion", "consistency"))
        leaf = hashlib.sha256(b"\0" + bytes.fromhex(p["event"])).digest()
        if p["size"] != size or root_by(inclusion, p["revision"], size, leaf, False)[1] != root:
            sys.exit("the event is not in the tree of the checkpoint")
    if older:
        old_size, old_root = checkpoint(older, keys)
        if old_size & (old_size - 1) == 0:  # a whole subtree: its root is left out of the proof
            consistency = [old_root] + consistency
        roots = (old_root, root) if old_size == size else root_by(consistency[1:], old_size - 1, size, consistency[0], True)
        if old_size != p["revision"] + 1 or roots != (old_root, root):
            sys.exit("the record does not go on from the older checkpoint")
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
