# python3 verify.py EVIDENCE.json PUBLIC-KEY — needs the package cryptography.
import base64, hashlib, json, re, sys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

name, key_id, key = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)", sys.argv[2]).groups()
public_key = Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:])


def demand(holds, what):
    if not holds:
        sys.exit(f"worthless: {what}")


def decoded(text):
    try:
        plain = base64.b64decode(text, validate=True)
    except ValueError:
        plain = b""
    demand(base64.b64encode(plain).decode() == text, "not Base64")
    return plain


def lines(note):
    text, _, signatures = note.rpartition("\n\n")
    ours = [line for line in signatures.split("\n") if line.startswith(f"— {name} ")]
    signature = next((each for line in ours if (each := decoded(line.split(" ")[2]))[:4].hex() == key_id), None)
    demand(signature, "not signed by this key")
    try:
        public_key.verify(signature[4:], (text + "\n").encode())
    except InvalidSignature:
        demand(False, "the signature is not of this text")
    return (text + "\n").split("\n")


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


evidence = json.load(open(sys.argv[1], encoding="utf-8"))
demand(evidence.get("format") == "zhoudao-evidence/1" and evidence.get("key") == sys.argv[2], "no evidence, or of another key")
form, log, index, promised, *_ = lines(evidence["promise"])
demand(form == "zhoudao-promise/1" and log.endswith("/sha256"), "not a promise of such a log")
total = digest(b"\0", evidence["leaf"].encode())
demand(base64.b64encode(total).decode() == promised, "the event is not the one that was promised")
if "head" in evidence:
    same_log, size, root, *_ = lines(evidence["head"])
    at, last = int(index), int(size) - 1
    demand(same_log == log and at <= last, "promise and head do not belong together")
    for beside in map(decoded, evidence.get("hashes", [])):
        demand(last > 0, "too many hashes")
        left = at % 2 == 1 or at == last
        total = digest(b"\1", beside, total) if left else digest(b"\1", total, beside)
        while left and at % 2 == 0 and at > 0:
            at, last = at // 2, last // 2
        at, last = at // 2, last // 2
    demand(last == 0 and base64.b64encode(total).decode() == root, "the proof does not lead to the signed root")
print(f"genuine: event {int(index) + 1} of {log}, {'proven' if 'head' in evidence else 'promised'}")
