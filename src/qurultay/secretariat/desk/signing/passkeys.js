/* The passkey of this origin: made for acts alone, asked for one assertion over one text (docs/record.md, Passkeys). */
"use strict";
var passkeys = (function () {
  var TYPE = "qurultay.org/webauthn-act/v1\n", PURPOSE = "qurultay/act/v1\0\0\0";
  var ALGORITHMS = [-7, -8, -257];

  function challenge(text) { return reading.joined(reading.bytes(PURPOSE), reading.unhex(reading.hex(reading.bytes(text)))); }

  /* type ‖ key, as a skeleton holds it: FF ‖ "qurultay.org/webauthn-act/v1\n" ‖ origin ‖ "\n" ‖ SubjectPublicKeyInfo */
  function material(spki) {
    return reading.joined(new Uint8Array([255]), reading.bytes(TYPE + location.origin + "\n"), spki);
  }

  function make(name) {
    return navigator.credentials.create({ publicKey: {
      rp: { id: location.hostname, name: location.hostname },
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name: name, displayName: name },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: ALGORITHMS.map(function (alg) { return { type: "public-key", alg: alg }; }),
      authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
      attestation: "none", timeout: 120000
    } }).then(function (made) {
      var answer = made.response, spki = answer.getPublicKey && answer.getPublicKey();
      if (!spki || ALGORITHMS.indexOf(answer.getPublicKeyAlgorithm()) < 0) throw new reading.Refused("no-algorithm");
      return { name: name, key: reading.base64(material(new Uint8Array(spki))), credential: reading.base64url(new Uint8Array(made.rawId)) };
    });
  }

  function keyId(name, key) {
    return reading.unhex(reading.hex(reading.joined(reading.bytes(name + "\n"), key)).slice(0, 8));
  }

  /* A signature line: — NAME base64(key id ‖ authenticatorData ‖ u16 n ‖ clientDataJSON ‖ signature) */
  function sign(text, owner) {
    var key = reading.unbase64(owner.key), known = owner.credential ? [{ type: "public-key", id: reading.unbase64(owner.credential) }] : [];
    return navigator.credentials.get({ publicKey: {
      rpId: location.hostname, challenge: challenge(text), allowCredentials: known, userVerification: "required", timeout: 120000
    } }).then(function (got) {
      var data = new Uint8Array(got.response.authenticatorData), client = new Uint8Array(got.response.clientDataJSON);
      var length = new Uint8Array([client.length >> 8, client.length & 255]);
      var blob = reading.joined(keyId(owner.name, key), data, length, client, new Uint8Array(got.response.signature));
      return "\u2014 " + owner.name + " " + reading.base64(blob) + "\n";
    });
  }
  return { make: make, sign: sign, ORIGIN_LINE: TYPE };
})();
