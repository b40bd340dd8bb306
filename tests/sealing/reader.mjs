// A second reader of sealed pages, written from the description in app/sealing/sealed_file.py alone.
//
// Reads one JSON request a line and answers with one JSON line: {"ok": …} or {"refused": "why"}.
//   {"link": "…#k=…", "folder": "upload"}            the door of a link
//   {"words": "six words", "folder": "upload"}       the door of the firm's passphrase
//   {"address": "#page.UNIT.NAME", "keys": {…}, "folder": "upload"}   data as base64
//   {"secret": "base64url", "kind": "…", "name": "…", "text": "…"}    one file's text, as base64
import { webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const { subtle } = webcrypto;

async function hkdf(secret, info, length) {
  const material = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt: Buffer.alloc(0), info: Buffer.from(info) };
  return Buffer.from(await subtle.deriveBits(parameters, material, 8 * length));
}

function padme(n) {
  const e = Math.floor(Math.log2(n)), s = Math.floor(Math.log2(e)) + 1, step = 2 ** (e - s);
  return Math.ceil(n / step) * step;
}

function bodyOf(text, name) {
  const match = /^sealed\("([0-9a-z]+)","([A-Za-z0-9+/]+=*)"\)\n$/.exec(text);
  if (!match || match[1] !== name) throw new Error("not a sealed file of this name");
  const body = Buffer.from(match[2], "base64");
  if (body.toString("base64") !== match[2]) throw new Error("not standard base64");
  return body;
}

async function open(secret, kind, name, body) {
  const label = `sealed-1 ${kind} ${name}`;
  const raw = await hkdf(secret, label, 32);
  const key = await subtle.importKey("raw", raw, { name: "AES-GCM" }, false, ["decrypt"]);
  if (body.length < 12 + 16 + 4) throw new Error("cut short");
  const parameters = { name: "AES-GCM", iv: body.subarray(0, 12), additionalData: Buffer.from(label) };
  const plain = Buffer.from(await subtle.decrypt(parameters, key, body.subarray(12)));
  const length = plain.readUInt32BE(0), rest = plain.subarray(4 + length);
  if (plain.length !== padme(Math.max(4 + length, 1024)) || rest.some(byte => byte)) throw new Error("padding");
  return plain.subarray(4, 4 + length);
}

const read = (folder, name) => readFile(`${folder}/sealed/${name}.js`, "utf8");

async function door(folder, secret) {
  const name = (await hkdf(secret, "sealed-1 name", 16)).toString("hex");
  const found = JSON.parse(await open(secret, "door", name, bodyOf(await read(folder, name), name)));
  for (const [unit, key] of Object.entries(found.keys)) {
    const own = await hkdf(Buffer.from(key, "base64url"), "sealed-1 unit", 8);
    if (own.toString("hex") !== unit) throw new Error("a key under another unit");
  }
  return found;
}

async function secretOf(folder, words) {
  const body = bodyOf(await read(folder, "master"), "master");
  const rounds = body.readBigUInt64BE(0);
  if (rounds < 600000n || rounds > 10000000n) throw new Error("rounds out of bounds");
  const plain = words.toLowerCase().replace(/[^a-z]+/g, " ").trim();
  const material = await subtle.importKey("raw", Buffer.from(plain), "PBKDF2", false, ["deriveBits"]);
  const salt = body.subarray(8, 24);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt, iterations: Number(rounds) };
  const slow = Buffer.from(await subtle.deriveBits(parameters, material, 256));
  const letters = await open(slow, "master", "master", body.subarray(24));
  return Buffer.from(letters.toString("ascii"), "base64url");
}

async function answer(request) {
  const { folder } = request;
  if (request.link) {
    const match = /#k=([\w-]{43})$/.exec(request.link);
    if (!match) throw new Error("no link");
    return door(folder, Buffer.from(match[1], "base64url"));
  }
  if (request.words) return door(folder, await secretOf(folder, request.words));
  if (request.address) {
    const [kind, unit, name] = request.address.slice(1).split(".");
    if (!request.keys[unit]) throw new Error("no key of this unit");
    const key = Buffer.from(request.keys[unit], "base64url");
    return (await open(key, kind, name, bodyOf(await read(folder, name), name))).toString("base64");
  }
  const { secret, kind, name, text } = request;
  return (await open(Buffer.from(secret, "base64url"), kind, name, bodyOf(text, name))).toString("base64");
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = await answer(JSON.parse(line)).then(ok => ({ ok }), error => ({ refused: String(error.message || error) }));
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
