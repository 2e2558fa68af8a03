// node verify.mjs EVIDENCE.json PUBLIC-KEY — needs nothing but Node 20. Whatever cannot be read proves nothing.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
if (process.argv.length !== 4) { console.error("usage: node verify.mjs EVIDENCE.json PUBLIC-KEY"); process.exit(2); }
process.on("uncaughtException", (wrong) => { console.error(`worthless: ${wrong.message}`); process.exit(1); });
const demand = (holds, what) => { if (!holds) throw new Error(what); return holds; };
const bytes = (text) => demand(Buffer.from(text, "base64").toString("base64") === text, "not Base64") && Buffer.from(text, "base64");
const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash(name.split("/").pop())).digest(); // sha256 or sm3
const lines = (note) => { // of a signed note
  const end = note.lastIndexOf("\n\n") + 1;
  const ours = note.slice(end + 1).split("\n").filter((line) => line.startsWith(`— ${name} `)).map((line) => bytes(line.slice(name.length + 3)));
  const [signature, another] = ours.filter((each) => each.toString("hex", 0, 4) === id);
  demand(signature && !another && verify(null, Buffer.from(note.slice(0, end)), publicKey, signature.subarray(4)), "not signed by this key");
  return note.slice(0, end).split("\n");
};
const root = (at, size) => { // from the root down to the leaf: RFC 9162 §2.1.3
  if (size === 1) return leaf;
  const [left, beside] = [2 ** Math.ceil(Math.log2(size) - 1), demand(path.pop(), "too few hashes")];
  return at < left ? hash("\x01", root(at, left), beside) : hash("\x01", beside, root(at - left, size - left));
};
const [evidence, [, name, id, key]] = [JSON.parse(readFileSync(process.argv[2], "utf8")), process.argv[3].match(/^([^+]+)\+([^+]+)\+(.+)$/)];
const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key, "base64").subarray(1)]);
const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
const [leaf, path, [kind, log, at, promised]] = [hash("\x00", evidence.leaf), (evidence.hashes ?? []).map(bytes), lines(evidence.promise)];
demand(evidence.format === "zhoudao-evidence/1" && evidence.key === process.argv[3], "no evidence, or of another key");
demand(kind === "zhoudao-promise/1" && log === name && leaf.equals(bytes(promised)), "not the event that was promised");
const [sameLog, size, signed] = evidence.head === undefined ? [name, Number(at) + 1] : lines(evidence.head);
demand(sameLog === name && Number(at) < Number(size), "promise and head do not belong together");
demand(signed === undefined || (root(Number(at), Number(size)).equals(bytes(signed)) && path.length === 0), "not under the signed root");
console.log(`genuine: event ${Number(at) + 1} of ${name}, ${signed === undefined ? "promised" : "proven"}`);
