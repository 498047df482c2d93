/* SHA-256 (FIPS 180-4) for browsers that withhold crypto.subtle: every page served over plain http.
   Takes a file in slices, so that a large one neither fills the memory nor stops the page. */
"use strict";
var sha256 = (function () {
  // §4.2.2 and §5.3.3: fractional parts of the cube and square roots of the first primes.
  var K = [], START = [];
  for (var n = 2; K.length < 64; n++) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (START.length < 8) START.push(fraction(Math.pow(n, 1 / 2)));
    K.push(fraction(Math.pow(n, 1 / 3)));
  }
  function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }

  // §6.2.2: one block of 64 bytes.
  function block(h, w, bytes, at) {
    for (var t = 0; t < 64; t++) {
      if (t < 16) { w[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]; at += 4; continue; }
      var p = w[t - 15], q = w[t - 2];
      w[t] = (w[t - 16] + w[t - 7] + (((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3))
        + (((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10))) | 0;
    }
    var a = h[0], b = h[1], c = h[2], e = h[4], f = h[5], g = h[6], i = h[7], j = h[3];
    for (t = 0; t < 64; t++) {
      var one = (i + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      var two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      i = g; g = f; f = e; e = (j + one) | 0; j = c; c = b; b = a; a = (one + two) | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += j; h[4] += e; h[5] += f; h[6] += g; h[7] += i;
  }

  /* sha256().update(bytes).update(bytes).hex() */
  return function () {
    var h = new Int32Array(START), w = new Int32Array(64), rest = new Uint8Array(128), kept = 0, length = 0;
    return {
      update: function (bytes) {
        var at = 0;
        length += bytes.length;
        if (kept) {
          at = Math.min(64 - kept, bytes.length);
          rest.set(bytes.subarray(0, at), kept);
          kept += at;
          if (kept < 64) return this;
          block(h, w, rest, 0);
        }
        for (; at + 64 <= bytes.length; at += 64) block(h, w, bytes, at);
        rest.set(bytes.subarray(at));
        kept = bytes.length - at;
        return this;
      },
      hex: function () {
        // §5.1.1: a one, zeros, and the length in bits as 64 bits.
        rest.fill(0, kept);
        rest[kept] = 128;
        var end = kept < 56 ? 64 : 128, high = Math.floor(length / 536870912), low = (length << 3) >>> 0;
        for (var i = 0; i < 4; i++) { rest[end - 1 - i] = low >>> (8 * i); rest[end - 5 - i] = high >>> (8 * i); }
        block(h, w, rest, 0);
        if (end === 128) block(h, w, rest, 64);
        return Array.from(h, function (word) { return ("0000000" + (word >>> 0).toString(16)).slice(-8); }).join("");
      }
    };
  };
})();
