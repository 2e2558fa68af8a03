// node verify.mjs EVIDENCE.json PUBLIC-KEY — needs nothing but Node 20.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const [name, id, key] = process.argv[3].match(/^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/).slice(1);
const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key, "base64").subarray(1)]);
const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();
const demand = (holds, what) => { if (!holds) { console.error(`worthless: ${what}`); process.exit(1); } };

function bytes(text) {
  const decoded = Buffer.from(text, "base64");
  demand(decoded.toString("base64") === text, "not Base64");
  return decoded;
}

function lines(note) {
  const end = note.lastIndexOf("\n\n") + 1;
  const ours = note.slice(end + 1).split("\n").filter((line) => line.startsWith(`— ${name} `));
  const signatures = ours.map((line) => bytes(line.slice(name.length + 3)));
  const signature = signatures.find((signature) => signature.subarray(0, 4).toString("hex") === id);
  demand(signature, "not signed by this key");
  demand(verify(null, Buffer.from(note.slice(0, end)), publicKey, signature.subarray(4)), "the signature is not of this text");
  return note.slice(0, end).split("\n");
}

const { format: file, key: stated, leaf, promise, head, hashes = [] } = JSON.parse(readFileSync(process.argv[2], "utf8"));
demand(file === "zhoudao-evidence/1" && stated === process.argv[3], "no evidence, or of another key");
const [format, log, index, promised] = lines(promise);
demand(format === "zhoudao-promise/1" && log.endsWith("/sha256"), "not a promise of such a log");
let sum = hash(Buffer.from([0]), leaf);
demand(sum.toString("base64") === promised, "the event is not the one that was promised");
if (head !== undefined) {
  const [sameLog, size, root] = lines(head);
  let [at, last] = [BigInt(index), BigInt(size) - 1n];
  demand(sameLog === log && at <= last, "promise and head do not belong together");
  for (const beside of hashes.map(bytes)) {
    demand(last > 0n, "too many hashes");
    const left = at % 2n === 1n || at === last;
    sum = left ? hash(Buffer.from([1]), beside, sum) : hash(Buffer.from([1]), sum, beside);
    while (left && at % 2n === 0n && at > 0n) [at, last] = [at / 2n, last / 2n];
    [at, last] = [at / 2n, last / 2n];
  }
  demand(last === 0n && sum.toString("base64") === root, "the proof does not lead to the signed root");
}
console.log(`genuine: event ${BigInt(index) + 1n} of ${log}${head !== undefined ? ", proven" : ", promised"}`);
