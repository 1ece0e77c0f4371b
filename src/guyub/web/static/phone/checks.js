// The checks of a form that need no server: the same numbers are read, the same refused, as by guyub/kernel/numbers.py.
// A test reads thousands of texts with both.
"use strict";
self.guyubChecks = (() => {
  const SPACES = /[\s\u00a0\u2007\u202f]+/g;
  const MINUS = /[\u2212\u2013\u2014\u2011]/g;
  const PLAIN = /^[0-9]+$/;
  const GROUPED = /^[1-9][0-9]{0,2}([.,' ])[0-9]{3}(?:\1[0-9]{3})*$/;
  const DECIMAL = /^([0-9]+)[.,]([0-9]+)$/;
  const BOTH = /^([1-9][0-9]{0,2}([.,' ])[0-9]{3}(?:\2[0-9]{3})*)(?!\2)[.,]([0-9]+)$/;
  const CURRENCY = /^(?:rp\.?|idr)\s*/i;
  const CURRENCY_AFTER = /\s*(?:rp|idr|rupiah)\.?$/i;
  const NO_CENTS = /\s*[.,]?\s*(?:-{1,2}|=)$/;
  const SCALES = { rb: 3, ribu: 3, k: 3, jt: 6, juta: 6, miliar: 9, milyar: 9 };
  const SCALED = /^([0-9.,' ]*[0-9])\s*(rb|ribu|k|jt|juta|miliar|milyar)\.?$/i;
  const QUANTITY = /^\s*([^A-Za-z]*[0-9][^A-Za-z]*?)\s*[A-Za-z][A-Za-z .]*$/;
  const LONGEST = 40;
  const DECIMALS = 3;
  const MOST = { rupiah: 10n ** 12n, count: 10n ** 7n, decimal: 10n ** 7n, quantity: 10n ** 7n };

  class Wrong extends Error {}

  // A number is [digits as BigInt, number of decimals]: exact, as on the server.
  function wrong(name) { throw new Wrong(name); }

  function clean(text) {
    const plain = text.replace(SPACES, " ").replace(MINUS, "-").trim();
    if (!plain) wrong("need");
    if ([...plain].length > LONGEST) wrong("number");
    return plain;
  }

  function takeSign(text) {
    if (text.startsWith("(") && text.endsWith(")")) return [-1n, text.slice(1, -1).trim()];
    if (text.startsWith("-")) return [-1n, text.slice(1).trim()];
    return [1n, (text.startsWith("+") ? text.slice(1) : text).trim()];
  }

  function fromText(text) {
    const [sign, digits] = takeSign(text);
    if (PLAIN.test(digits)) return [sign * BigInt(digits), 0];
    if (GROUPED.test(digits)) return [sign * BigInt(digits.replace(/[.,' ]/g, "")), 0];
    const match = BOTH.exec(digits) || DECIMAL.exec(digits);
    if (!match) return null;
    const [whole, decimals] = [match[1].replace(/[.,' ]/g, ""), match[match.length - 1]];
    return [sign * BigInt(whole + decimals), decimals.length];
  }

  function amount(text) {
    let [sign, bare] = takeSign(clean(text));
    bare = bare.replace(CURRENCY, "").replace(CURRENCY_AFTER, "");
    let inner;
    [inner, bare] = takeSign(bare);
    bare = bare.replace(NO_CENTS, "");
    const scaled = SCALED.exec(bare);
    if (scaled && GROUPED.test(scaled[1])) wrong("twofold");
    const number = fromText(scaled ? scaled[1] : bare);
    if (!number) wrong("number");
    const scale = scaled ? SCALES[scaled[2].toLowerCase()] : 0;
    return [sign * inner * number[0] * 10n ** BigInt(scale), number[1]];
  }

  // What a formula leaves behind the point is not held against anybody.
  function withoutDust([digits, places]) {
    const unit = 10n ** BigInt(places);
    const rest = ((digits % unit) + unit) % unit;
    const down = (digits - rest) / unit;
    if (rest * 1000000n <= unit) return [down, 0];
    if ((unit - rest) * 1000000n <= unit) return [down + 1n, 0];
    return [digits, places];
  }

  function whole(number, most) {
    const [digits, places] = withoutDust(number);
    inRange([digits, places], most);
    if (places && digits % 10n ** BigInt(places)) wrong("whole");
    return digits / 10n ** BigInt(places);
  }

  function inRange([digits, places], most) {
    const unit = 10n ** BigInt(places);
    if (digits < 0n) wrong("negative");
    if (digits > most * unit) wrong("much");
  }

  function numberIn(text) {
    const number = fromText(clean(text));
    return number || wrong("number");
  }

  const READ = {
    rupiah: text => whole(amount(text), MOST.rupiah),
    count: text => whole(numberIn(text), MOST.count),
    decimal(text) {
      const number = rounded(numberIn(text));
      inRange(number, MOST.decimal);
      return number[0] / 10n ** BigInt(number[1]);
    },
    quantity(text) {
      const match = QUANTITY.exec(text);
      return READ.decimal(match ? match[1] : text);
    },
  };

  function rounded([digits, places]) {
    if (places <= DECIMALS) return [digits, places];
    const unit = 10n ** BigInt(places - DECIMALS);
    const rest = digits % unit;
    const down = digits / unit;
    return [rest * 2n > unit ? down + 1n : rest * -2n > unit ? down - 1n : down, DECIMALS];
  }

  // What is wrong with one field, by its `data-read`, `data-need`, `data-most`, `data-last`, `data-after`; "" if nothing.
  function problem(field, today) {
    const text = field.value;
    const { read, need, most, after } = field.dataset;
    if (!text.trim()) return field.required || need !== undefined ? "need" : "";
    if (field.maxLength > 0 && text.length > field.maxLength) return "long";
    if (read === "day") {
      if (field.dataset.future === undefined && today && text > today) return "future";
      return after && text <= after ? "closed" : "";
    }
    if (!READ[read]) return "";
    try {
      const value = READ[read](text);
      return most && value > BigInt(most) ? "most" : "";
    } catch (error) {
      if (error instanceof Wrong) return error.message;
      throw error;
    }
  }

  return { READ, Wrong, problem };
})();
