// Opens what was sealed for you. The format: app/sealing/sealed_file.py
"use strict";
const at = id => document.getElementById(id);
const subtle = window.crypto?.subtle;
const utf8 = text => new TextEncoder().encode(text);
const text = bytes => new TextDecoder().decode(bytes);
const bytes = base64 =>
  Uint8Array.from(atob(base64.replace(/-/g, "+").replace(/_/g, "/")), one => one.charCodeAt(0));
const tab = () => { try { return sessionStorage; } catch { return {}; } };
const say = sentence => { at("status").textContent = sentence && at("say-" + sentence).textContent; };
const put = hash => history.replaceState(null, "", hash);
const keys = { __proto__: null }, waiting = {}; // unit: key; file: who waits
let secret = "", start = "", address = "", frame = at("page");

async function load(name, missing = "missing") {
  const path = `sealed/${name}.js`;
  let body;
  if (location.protocol !== "file:") {
    const answer = await fetch(path).catch(() => { throw "network"; });
    if (!answer.ok) throw missing;
    body = (await answer.text()).match(/^sealed\("\w+","(.+)"\)/)?.[1];
  } else body = await new Promise((done, failed) => { // from a disk
    waiting[name] = done;
    const script = document.createElement("script");
    script.onload = () => done();
    script.onerror = () => failed(missing);
    script.src = path;
    document.head.append(script);
  });
  return bytes(body);
}
function sealed(name, body) { waiting[name]?.(body); }

async function derived(from, how, bits) {
  const key = await subtle.importKey("raw", from, how.name, false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ hash: "SHA-256", ...how }, key, bits));
}
const hkdf = (from, info, bits) => derived(from, { name: "HKDF", salt: utf8(""), info: utf8(info) }, bits);

async function unseal(from, kind, name, body) {
  const label = `sealed-1 ${kind} ${name}`;
  const how = { name: "AES-GCM", iv: body.slice(0, 12), additionalData: utf8(label) };
  const raw = await hkdf(from, label, 256);
  const key = await subtle.importKey("raw", raw, how.name, false, ["decrypt"]);
  const plain = await subtle.decrypt(how, key, body.slice(12));
  return new Uint8Array(plain, 4, new DataView(plain).getUint32(0));
}

async function secretOf(words) {
  const body = await load("master"), head = new DataView(body.buffer);
  const iterations = head.getUint32(0) * 2 ** 32 + head.getUint32(4);
  if (iterations < 6e5 || iterations > 1e7) throw "rounds";
  const slow = await derived(utf8(words), { name: "PBKDF2", salt: body.slice(8, 24), iterations }, 256);
  return text(await unseal(slow, "master", "master", body.slice(24)).catch(() => { throw "passphrase"; }));
}

async function enter(link) {
  const found = bytes(link), named = await hkdf(found, "sealed-1 name", 128);
  const name = Array.from(named, one => one.toString(16).padStart(2, "0")).join("");
  const door = JSON.parse(text(await unseal(found, "door", name, await load(name, "nothing"))));
  for (const unit in door.keys) keys[unit] = bytes(door.keys[unit]);
  secret = link;
  start = door.start;
  document.body.className = "opened";
}

async function go(to) {
  const [kind, unit, name, ...place] = decodeURIComponent(to.slice(1)).split(".");
  if (!keys[unit] || /\W/.test(name)) throw "elsewhere";
  at("brief").hidden = kind !== "brief";
  if (!address.includes(name)) {
    const data = await unseal(keys[unit], kind, name, await load(name));
    if (kind === "brief") {
      put(address || "#");
      const pdf = new Blob([data], { type: "application/pdf" });
      return open(at("brief").href = URL.createObjectURL(pdf)); // or by hand
    }
    await show(text(data));
  }
  address = to;
  const there = frame.contentDocument.getElementById(place.join("."));
  if (there) there.tabIndex = -1;
  (there || frame).focus();
}

async function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.head.prepend(at("policy").cloneNode());
  for (const link of page.querySelectorAll("a[target=_top]")) // not for this reader
    if (!keys[link.hash.split(".")[1]]) link.replaceWith(...link.childNodes);
  const next = frame.cloneNode(); // so back is one step
  next.title = page.title;
  next.srcdoc = "<!doctype html>" + page.documentElement.outerHTML;
  await new Promise(done => { next.onload = done; frame.replaceWith(next); });
  frame = next;
}

async function follow(words, given = location.hash) {
  const link = given.match(/^#k=([\w-]{43})?/);
  try {
    say("working");
    if (link) put("#");
    if (link && !link[1]) throw "nothing";
    if (link) await enter(link[1]);
    else if (words) await enter(await secretOf(words));
    else if (!secret && tab().k) { await enter(tab().k); at("keep").checked = true; }
    if (!location.hash) put(start);
    if (secret) await go(location.hash);
    say("");
  } catch (error) { say(at("say-" + error) ? error : "damaged"); }
}

at("ask").onsubmit = event => {
  event.preventDefault();
  const given = at("words").value, link = given.match(/#k=\S*/);
  event.target.reset();
  follow((given.toLowerCase().match(/[a-z]+/g) || ["-"]).join(" "), link?.[0]); // no history
};
at("keep").onchange = event => { tab().k = event.target.checked ? secret : ""; };
at("close").onclick = () => { tab().k = ""; location.replace(location.pathname); };
at("print").onclick = () => frame.contentWindow.print();
onbeforeprint = () => { // the page, not the window on it
  const root = frame.contentDocument.documentElement;
  for (const one of root.querySelectorAll("details")) one.open = true;
  root.style.fontSize = "12.5px";
  frame.style.width = "19cm";
  frame.style.height = `${root.scrollHeight}px`;
};
onafterprint = () => { frame.style = frame.contentDocument.documentElement.style = ""; };
onhashchange = () => follow();
onpageshow = event => event.persisted && location.reload(); // left is closed
if (subtle) { at("ask").hidden = false; follow(); }
else say(location.protocol === "http:" ? "https" : "old");
