// Keys and what they sign: Ed25519, cosignatures, passkeys.

import { createPublicKey, verify as verifies } from 'node:crypto'
import { base64, hex, isObject, must, refuse, sha256, u64, utf8 } from './bytes.mjs'

export const P = 2n ** 255n - 19n
export const power = (b, e) => { let r = 1n; for (b %= P; e; e >>= 1n, b = b * b % P) if (e & 1n) r = r * b % P; return r }
export const D = P - 121665n * power(121666n, P - 2n) % P
export const littleEndian = bytes => BigInt('0x' + hex(Buffer.from(bytes).reverse()))
export const ORDER_8 = littleEndian(Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'))
export const SMALL = new Set([0n, 1n, P - 1n, ORDER_8, P - ORDER_8])

export function ed25519(point) {
  const all = littleEndian(point), y = all & (2n ** 255n - 1n), sign = all >> 255n
  must(y < P, 'bad-key-material', 'a second encoding of a point')
  must(!SMALL.has(y), 'weak-key')
  const x2 = (y * y - 1n + P) * power(D * y * y + 1n, P - 2n) % P
  must(power(x2, (P - 1n) / 2n) === 1n, 'bad-key-material', 'no point of the curve')
  void sign // x is not 0, so that either sign is a point
  return createPublicKey({ format: 'der', type: 'spki', key: Buffer.concat([ED25519_DER, point]) })
}
export const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex')
export const P256_DER = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex')
export const PASSKEY = Buffer.concat([Buffer.from([0xff]), Buffer.from('qurultay.org/webauthn-act/v1\n')])
const PART = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const ORIGIN = new RegExp(`^(https?)://(${PART}(?:\\.${PART})*)(?::([1-9][0-9]{0,4}))?$`)

// The host of an origin, as browsers write it.
function hostOf(origin) {
  const [, scheme, host, port] = ORIGIN.exec(origin) ?? refuse('bad-origin', origin)
  const here = host === 'localhost' || host.endsWith('.localhost')
  must(host.length <= 253 && !/(^|\.)[0-9]+$/.test(host) && (scheme === 'https' || here), 'bad-origin', origin)
  must(port === undefined || (Number(port) < 65536 && port !== { https: '443', http: '80' }[scheme]), 'bad-origin', origin)
  return host
}

const read = new Map()

// What a key's material says: its type, and how it checks a signature over a text.
export function readKey(material) {
  const at = hex(material)
  if (!read.has(at)) read.set(at, keyOf(material))
  return read.get(at)
}

function keyOf(material) {
  const type = material[0]
  if (type === 1 || type === 4) {
    must(material.length === 33, 'bad-key-material')
    return { type, key: ed25519(material.subarray(1)) }
  }
  if (type === 6) {
    must(material.length === 1313, 'bad-key-material')
    return { type }
  }
  must(type === 0xff && material.subarray(0, PASSKEY.length).equals(PASSKEY), 'unknown-key-type')
  const rest = material.subarray(PASSKEY.length), end = rest.indexOf(10)
  must(end > 0, 'bad-key-material')
  const origin = rest.subarray(0, end).toString('latin1'), spki = rest.subarray(end + 1)
  return { type, origin, host: hostOf(origin), key: publicKey(spki) }
}

export function publicKey(spki) {
  if (spki.length === 44 && spki.subarray(0, 12).equals(ED25519_DER)) return ed25519(spki.subarray(12))
  let key
  try { key = createPublicKey({ format: 'der', type: 'spki', key: spki }) } catch { refuse('bad-key-material') }
  must(key.export({ format: 'der', type: 'spki' }).equals(spki), 'bad-key-material', 'not the one DER form')
  if (spki.subarray(0, P256_DER.length).equals(P256_DER) && spki.length === 91) return key
  must(key.asymmetricKeyType === 'rsa', 'bad-key-material')
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails
  must(modulusLength >= 2048 && modulusLength <= 4096 && publicExponent === 65537n, 'bad-key-material')
  return key
}

export const keyId = (name, material) => hex(sha256(name, '\n', material).subarray(0, 4))
export const vkey = (name, material) => `${name}+${keyId(name, material)}+${material.toString('base64')}`

export function readVkey(text) {
  const m = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text)
  must(m, 'bad-vkey', text)
  const material = base64(m[3])
  must(keyId(m[1], material) === m[2], 'bad-vkey')
  readKey(material)
  return { name: m[1], material }
}

export const OTHERS = ['cosignature/v1\n', 'subtree/v1\n', 'qurultay/attest/v1\n', 'qurultay/act/v1']

// Raises unless the line holds; gives the time of a cosignature.
export function checkLine(material, note, signature) {
  const key = readKey(material)
  if (key.type === 1) {
    must(!OTHERS.some(o => note.text.startsWith(o)), 'another-protocol')
    must(signature.length === 64 && verifies(null, note.bytes, key.key, signature), 'bad-signature')
    return undefined
  }
  if (key.type === 4) {
    must(signature.length === 72, 'bad-signature')
    const time = u64(signature)
    must(time > 0n && time < 2n ** 63n, 'bad-time')
    const said = Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time}\n`), note.bytes])
    must(verifies(null, said, key.key, signature.subarray(8)), 'bad-signature')
    return Number(time)
  }
  must(key.type === 0xff, 'unsupported-key-type', 'Node has no ML-DSA-44')
  return assertion(key, note, signature)
}

export function assertion(key, note, blob) {
  must(blob.length > 39, 'passkey-blob')
  const authenticator = blob.subarray(0, 37), n = blob.readUInt16BE(37)
  const client = blob.subarray(39, 39 + n), signature = blob.subarray(39 + n)
  must(client.length === n && signature.length > 0, 'passkey-blob')
  must((authenticator[32] & 0xe2) === 0, 'passkey-flags')
  must((authenticator[32] & 0x05) === 0x05, 'passkey-user-not-verified')
  must(authenticator.subarray(0, 32).equals(sha256(key.host)), 'passkey-host')
  const said = singleMembers(utf8(client))
  must(said.type === 'webauthn.get', 'passkey-type')
  const challenge = Buffer.concat([Buffer.from('qurultay/act/v1\0\0\0'), sha256(note.bytes)])
  must(said.challenge === challenge.toString('base64url'), 'passkey-challenge')
  must(said.origin === key.origin, 'passkey-origin')
  must(!('crossOrigin' in said) || said.crossOrigin === false, 'passkey-embedded')
  must(!('topOrigin' in said), 'passkey-embedded')
  const over = Buffer.concat([authenticator, sha256(client)])
  const digest = key.key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  must(verifies(digest, over, key.key, signature), 'bad-signature')
  return undefined
}

export function singleMembers(text) {
  let value
  try { value = JSON.parse(text) } catch { refuse('passkey-client-data') }
  must(isObject(value), 'passkey-client-data')
  const open = []
  let last
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      must(!open.at(-1).has(last), 'passkey-client-data', `${last} twice`)
      open.at(-1).add(last)
    } else last = JSON.parse(token)
    must(open.length <= 12, 'passkey-client-data', 'nested too deeply')
  }
  return value
}
