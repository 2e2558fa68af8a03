# python3 verify.py EVIDENCE.json PUBLIC-KEY — needs the package cryptography. Whatever cannot be read proves nothing.
import base64, hashlib, json, re, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

len(sys.argv) == 3 or (print("usage: python3 verify.py EVIDENCE.json PUBLIC-KEY", file=sys.stderr), sys.exit(2))
sys.excepthook = lambda kind, wrong, _: print(f"worthless: {str(wrong) or kind.__name__}", file=sys.stderr)
demand = lambda holds, what: holds or sys.exit(f"worthless: {what}")
decoded = lambda text: demand(base64.b64encode(base64.b64decode(text)).decode() == text, "not Base64") and base64.b64decode(text)
digest = lambda *parts: hashlib.new(suite, b"".join(parts)).digest()

def lines(note):  # of a signed note
    text, _, signatures = note.rpartition("\n\n")
    signed = [decoded(line.split(" ")[2]) for line in signatures.split("\n") if line.startswith(f"— {name} ")]
    [signature] = [each[4:] for each in signed if each[:4].hex() == key_id]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:]).verify(signature, f"{text}\n".encode())
    return text.split("\n")

def root(at, size, leaf, path):  # from the root down to the leaf: RFC 9162 §2.1.3
    if size == 1: return leaf
    left, beside = 1 << (size - 1).bit_length() - 1, path.pop()
    return digest(b"\1", *[root(at, left, leaf, path), beside] if at < left else [beside, root(at - left, size - left, leaf, path)])

name, suite, key_id, key = re.fullmatch(r"([^+\s]+/(sha256|sm3))\+([0-9a-f]{8})\+(\S+)", sys.argv[2]).groups()
evidence = json.load(open(sys.argv[1], encoding="utf-8"))
demand([evidence["format"], evidence["key"]] == ["zhoudao-evidence/1", sys.argv[2]], "no evidence, or of another key")
own, path, (kind, log, index, promised) = digest(b"\0", evidence["leaf"].encode()), [*map(decoded, evidence.get("hashes", []))], lines(evidence["promise"])[:4]
demand([kind, log, decoded(promised)] == ["zhoudao-promise/1", name, own], "not the event that was promised")
if "head" in evidence:
    log, size, signed = lines(evidence["head"])[:3]
    demand(log == name and int(index) < int(size), "promise and head do not belong together")
    demand(root(int(index), int(size), own, path) == decoded(signed) and not path, "the proof does not lead to the signed root")
print(f"genuine: event {int(index) + 1} of {name}, {'proven' if 'head' in evidence else 'promised'}")
