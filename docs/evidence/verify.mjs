// node verify.mjs EVIDENCE.json PUBLIC-KEY — needs nothing but Node 20. Whatever cannot be read proves nothing.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

if (process.argv.length !== 4) { console.error("usage: node verify.mjs EVIDENCE.json PUBLIC-KEY"); process.exit(2); }
process.on("uncaughtException", (wrong) => { console.error(`worthless: ${wrong.message}`); process.exit(1); });
const demand = (holds, what) => { if (!holds) throw new Error(what); return holds; };
const bytes = (text) => demand(Buffer.from(text, "base64").toString("base64") === text, "not Base64") && Buffer.from(text, "base64");
const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash(suite)).digest();
const lines = (note) => { // of a signed note
  const end = note.lastIndexOf("\n\n") + 1;
  const ours = note.slice(end + 1).split("\n").filter((line) => line.startsWith(`— ${name} `));
  const signature = ours.map((line) => bytes(line.slice(name.length + 3))).find((each) => each.toString("hex", 0, 4) === id);
  demand(signature && verify(null, Buffer.from(note.slice(0, end)), publicKey, signature.subarray(4)), "not signed by this key");
  return note.slice(0, end).split("\n");
};
const root = (at, size, leaf, path) => { // from the root down to the leaf: RFC 9162 §2.1.3
  if (size === 1) return leaf;
  const [left, beside] = [2 ** Math.ceil(Math.log2(size) - 1), demand(path.pop(), "too few hashes")];
  return at < left ? hash("\x01", root(at, left, leaf, path), beside) : hash("\x01", beside, root(at - left, size - left, leaf, path));
};
const [, name, suite, id, key] = process.argv[3].match(/^([^+\s]+\/(sha256|sm3))\+([0-9a-f]{8})\+(\S+)$/);
const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key, "base64").subarray(1)]);
const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
const { format, key: stated, leaf, promise, head, hashes = [] } = JSON.parse(readFileSync(process.argv[2], "utf8"));
demand(format === "zhoudao-evidence/1" && stated === process.argv[3], "no evidence, or of another key");
const [[kind, log, index, promised], path, own] = [lines(promise), hashes.map(bytes), hash("\x00", leaf)];
demand(kind === "zhoudao-promise/1" && log === name && own.equals(bytes(promised)), "not the event that was promised");
if (head !== undefined) {
  const [sameLog, size, signed] = lines(head);
  demand(sameLog === name && Number(index) < Number(size), "promise and head do not belong together");
  demand(root(Number(index), Number(size), own, path).equals(bytes(signed)) && path.length === 0, "not the signed root");
}
console.log(`genuine: event ${Number(index) + 1} of ${name}, ${head !== undefined ? "proven" : "promised"}`);
