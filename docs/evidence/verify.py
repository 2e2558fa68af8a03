# python3 verify.py EVIDENCE.json PUBLIC-KEY — needs the package cryptography.
import base64, hashlib, json, re, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

name, suite, key_id, key = re.fullmatch(r"([^+\s]+/(sha256|sm3))\+([0-9a-f]{8})\+(\S+)", sys.argv[2]).groups()
public_key = Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:])


def demand(holds, what):
    if not holds:
        raise ValueError(what)


def decoded(text):
    demand(base64.b64encode(base64.b64decode(text)).decode() == text, "not Base64")
    return base64.b64decode(text)


def digest(*parts):
    return hashlib.new(suite, b"".join(parts)).digest()


def lines(note):
    text, _, signatures = note.rpartition("\n\n")
    ours = [decoded(line.split(" ")[2]) for line in signatures.split("\n") if line.startswith(f"— {name} ")]
    signature = [each for each in ours if each[:4].hex() == key_id]
    demand(signature, "not signed by this key")
    public_key.verify(signature[0][4:], f"{text}\n".encode())  # raises InvalidSignature
    return text.split("\n")


def root(at, size, leaf, path):  # from the root down to the leaf: RFC 9162 §2.1.3
    if size == 1:
        return leaf
    left, beside = 1 << (size - 1).bit_length() - 1, path.pop()
    if at < left:
        return digest(b"\1", root(at, left, leaf, path), beside)
    return digest(b"\1", beside, root(at - left, size - left, leaf, path))


try:
    evidence = json.load(open(sys.argv[1], encoding="utf-8"))
    demand(evidence["format"] == "zhoudao-evidence/1" and evidence["key"] == sys.argv[2], "no evidence, or of another key")
    kind, log, index, promised, *_ = lines(evidence["promise"])
    own, path = digest(b"\0", evidence["leaf"].encode()), [decoded(hash) for hash in evidence.get("hashes", [])]
    is_promised = base64.b64encode(own).decode() == promised
    demand(kind == "zhoudao-promise/1" and log == name and is_promised, "not the event that was promised")
    if "head" in evidence:
        log, size, signed, *_ = lines(evidence["head"])
        demand(log == name and int(index) < int(size), "promise and head do not belong together")
        found = base64.b64encode(root(int(index), int(size), own, path)).decode()
        demand(found == signed and not path, "the proof does not lead to the signed root")
except Exception as wrong:  # whatever cannot be read proves nothing
    sys.exit(f"worthless: {wrong or type(wrong).__name__}")
print(f"genuine: event {int(index) + 1} of {name}, {'proven' if 'head' in evidence else 'promised'}")
