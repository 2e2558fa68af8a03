# python3 verify.py EVIDENCE.json PUBLIC-KEY — needs the package cryptography. Whatever cannot be read proves nothing.
import base64, hashlib, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
len(sys.argv) == 3 or (print("usage: python3 verify.py EVIDENCE.json PUBLIC-KEY", file=sys.stderr), sys.exit(2))
sys.excepthook = lambda kind, wrong, _: print(f"worthless: {str(wrong) or kind.__name__}", file=sys.stderr)
demand = lambda holds, what: holds or sys.exit(f"worthless: {what}")
decoded = lambda text: demand(base64.b64encode(base64.b64decode(text)).decode() == text, "not Base64") and base64.b64decode(text)
digest = lambda *parts: hashlib.new(name.rpartition("/")[2], b"".join(parts)).digest()  # sha256 or sm3
def lines(note):  # of a signed note
    text, _, signatures = note.rpartition("\n\n")
    ours = [decoded(line.removeprefix(f"— {name} ")) for line in signatures.split("\n") if line.startswith(f"— {name} ")]
    [signature] = [each[4:] for each in ours if each[:4].hex() == key_id]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:]).verify(signature, f"{text}\n".encode())
    return text.split("\n")
def root(at, size, path):  # from the root down to the leaf: RFC 9162 §2.1.3
    if size == 1: return leaf
    left, beside = 1 << (size - 1).bit_length() - 1, path.pop()
    return digest(b"\1", *[root(at, left, path), beside] if at < left else [beside, root(at - left, size - left, path)])
stated, evidence = sys.argv[2], json.load(open(sys.argv[1], encoding="utf-8"))
hashes = evidence.get("hashes", [])
name, key_id, key = stated.split("+", 2)
leaf, path, (kind, log, at, promised) = digest(b"\0", evidence["leaf"].encode()), [*map(decoded, hashes)], lines(evidence["promise"])[:4]
demand([evidence["format"], evidence["key"], type(hashes)] == ["zhoudao-evidence/1", stated, list], "no evidence, or of another key")
demand([kind, log, decoded(promised)] == ["zhoudao-promise/1", name, leaf], "not the event that was promised")
log, size, signed = lines(evidence["head"])[:3] if "head" in evidence else [name, int(at) + 1, None]
demand(log == name and int(at) < int(size), "promise and head do not belong together")
demand(signed is None or root(int(at), int(size), path) == decoded(signed) and not path, "not under the signed root")
print(f"genuine: event {int(at) + 1} of {name}, {'proven' if signed else 'promised'}")
