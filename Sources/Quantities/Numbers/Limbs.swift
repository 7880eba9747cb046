/// Arithmetic on magnitudes: limbs of 64 bits, least significant first, no zero limb on top.
///
/// - Source: D. E. Knuth, The Art of Computer Programming, volume 2, 4.3.1 (algorithms A, S, M, D)
///   and 4.5.2 (algorithm B).
enum Limbs {
  static func trim(_ limbs: inout [UInt64]) {
    while limbs.last == 0 { limbs.removeLast() }
  }

  /// −1, 0 or 1 as `a` is less than, equal to or greater than `b`.
  static func compare(_ a: [UInt64], _ b: [UInt64]) -> Int {
    if a.count != b.count { return a.count < b.count ? -1 : 1 }
    var i = a.count
    while i > 0 {
      i -= 1
      if a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
    }
    return 0
  }

  static func sum(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    var result = long
    var carry: UInt64 = 0
    var i = 0
    while i < short.count || (carry != 0 && i < long.count) {
      let other = i < short.count ? short[i] : 0
      let (first, over1) = result[i].addingReportingOverflow(other)
      let (second, over2) = first.addingReportingOverflow(carry)
      result[i] = second
      carry = over1 || over2 ? 1 : 0
      i += 1
    }
    if carry != 0 { result.append(carry) }
    return result
  }

  /// `a` −= `b`; `a` must not be less than `b`.
  static func subtract(_ a: inout [UInt64], _ b: [UInt64]) {
    var borrow: UInt64 = 0
    var i = 0
    while i < b.count || (borrow != 0 && i < a.count) {
      let other = i < b.count ? b[i] : 0
      let (first, under1) = a[i].subtractingReportingOverflow(other)
      let (second, under2) = first.subtractingReportingOverflow(borrow)
      a[i] = second
      borrow = under1 || under2 ? 1 : 0
      i += 1
    }
    trim(&a)
  }

  static func product(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    if a.isEmpty || b.isEmpty { return [] }
    var result = [UInt64](repeating: 0, count: a.count + b.count)
    for i in 0..<a.count {
      let factor = a[i]
      if factor == 0 { continue }
      var carry: UInt64 = 0
      for j in 0..<b.count {
        let wide = factor.multipliedFullWidth(by: b[j])
        let (low1, over1) = wide.low.addingReportingOverflow(carry)
        let (low2, over2) = low1.addingReportingOverflow(result[i + j])
        result[i + j] = low2
        // The high half is at most 2^64 − 2 when a carry can follow, so this cannot overflow.
        carry = wide.high &+ (over1 ? 1 : 0) &+ (over2 ? 1 : 0)
      }
      result[i + b.count] = carry
    }
    trim(&result)
    return result
  }

  /// `a` = `a` × `factor` + `addend`.
  static func multiplyAdd(_ a: inout [UInt64], _ factor: UInt64, _ addend: UInt64) {
    var carry = addend
    for i in 0..<a.count {
      let wide = a[i].multipliedFullWidth(by: factor)
      let (low, over) = wide.low.addingReportingOverflow(carry)
      a[i] = low
      carry = wide.high &+ (over ? 1 : 0)
    }
    if carry != 0 { a.append(carry) }
    trim(&a)
  }

  /// Divides `a` by one limb in place; the remainder.
  static func divide(_ a: inout [UInt64], by divisor: UInt64) -> UInt64 {
    var remainder: UInt64 = 0
    var i = a.count
    while i > 0 {
      i -= 1
      let step = divisor.dividingFullWidth((remainder, a[i]))
      a[i] = step.quotient
      remainder = step.remainder
    }
    trim(&a)
    return remainder
  }

  static func bitWidth(_ a: [UInt64]) -> Int {
    guard let top = a.last else { return 0 }
    return a.count * 64 - top.leadingZeroBitCount
  }

  static func trailingZeroBits(_ a: [UInt64]) -> Int {
    var i = 0
    while i < a.count {
      if a[i] != 0 { return i * 64 + a[i].trailingZeroBitCount }
      i += 1
    }
    return 0
  }

  static func shiftedLeft(_ a: [UInt64], _ bits: Int) -> [UInt64] {
    if a.isEmpty || bits == 0 { return a }
    let words = bits / 64
    let rest = UInt64(bits % 64)
    var result = [UInt64](repeating: 0, count: a.count + words + 1)
    for i in 0..<a.count {
      result[i + words] |= a[i] &<< rest
      if rest != 0 { result[i + words + 1] = a[i] &>> (64 - rest) }
    }
    trim(&result)
    return result
  }

  static func shiftRight(_ a: inout [UInt64], _ bits: Int) {
    let words = bits / 64
    if words >= a.count {
      a.removeAll()
      return
    }
    let rest = UInt64(bits % 64)
    let count = a.count - words
    for i in 0..<count {
      let low = a[i + words] &>> rest
      let high = rest != 0 && i + words + 1 < a.count ? a[i + words + 1] &<< (64 - rest) : 0
      a[i] = low | high
    }
    a.removeLast(words)
    trim(&a)
  }

  /// Quotient and remainder of magnitudes; `b` must not be empty.
  static func divided(_ a: [UInt64], by b: [UInt64]) -> (quotient: [UInt64], remainder: [UInt64]) {
    if compare(a, b) < 0 { return ([], a) }
    if b.count == 1 {
      var quotient = a
      let remainder = divide(&quotient, by: b[0])
      return (quotient, remainder == 0 ? [] : [remainder])
    }
    return knuthD(a, by: b)
  }

  /// Algorithm D for divisors of two limbs or more and a dividend not less than the divisor.
  private static func knuthD(
    _ a: [UInt64], by b: [UInt64]
  ) -> (quotient: [UInt64], remainder: [UInt64]) {
    let shift = b[b.count - 1].leadingZeroBitCount
    let v = shiftedLeft(b, shift)
    var u = shiftedLeft(a, shift)
    while u.count <= a.count { u.append(0) }
    let n = v.count
    var quotient = [UInt64](repeating: 0, count: u.count - n)
    var j = u.count - n - 1
    while j >= 0 {
      var digit = estimate(u, v, at: j)
      if subtractProduct(&u, v, digit, at: j) {
        digit &-= 1
        addBack(&u, v, at: j)
      }
      quotient[j] = digit
      j -= 1
    }
    trim(&quotient)
    trim(&u)
    shiftRight(&u, shift)
    return (quotient, u)
  }

  /// Step D3: a digit of the quotient, at most one too large.
  private static func estimate(_ u: [UInt64], _ v: [UInt64], at j: Int) -> UInt64 {
    let n = v.count
    let top = u[j + n]
    let lead = v[n - 1]
    var digit: UInt64
    var rest: UInt64
    if top >= lead {
      digit = .max
      let (sum, over) = u[j + n - 1].addingReportingOverflow(lead)
      if over { return digit }
      rest = sum
    } else {
      (digit, rest) = lead.dividingFullWidth((top, u[j + n - 1]))
    }
    while true {
      let wide = digit.multipliedFullWidth(by: v[n - 2])
      if wide.high < rest || (wide.high == rest && wide.low <= u[j + n - 2]) { return digit }
      digit &-= 1
      let (sum, over) = rest.addingReportingOverflow(lead)
      if over { return digit }
      rest = sum
    }
  }

  /// Step D4: u[j...] −= v × digit; whether it went below zero.
  private static func subtractProduct(
    _ u: inout [UInt64], _ v: [UInt64], _ digit: UInt64, at j: Int
  ) -> Bool {
    var carry: UInt64 = 0
    var borrow: UInt64 = 0
    for i in 0..<v.count {
      let wide = digit.multipliedFullWidth(by: v[i])
      let (low, over) = wide.low.addingReportingOverflow(carry)
      carry = wide.high &+ (over ? 1 : 0)
      let (first, under1) = u[i + j].subtractingReportingOverflow(low)
      let (second, under2) = first.subtractingReportingOverflow(borrow)
      u[i + j] = second
      borrow = under1 || under2 ? 1 : 0
    }
    let (first, under1) = u[j + v.count].subtractingReportingOverflow(carry)
    let (second, under2) = first.subtractingReportingOverflow(borrow)
    u[j + v.count] = second
    return under1 || under2
  }

  /// Step D6: u[j...] += v, the last carry dropped.
  private static func addBack(_ u: inout [UInt64], _ v: [UInt64], at j: Int) {
    var carry: UInt64 = 0
    for i in 0..<v.count {
      let (first, over1) = u[i + j].addingReportingOverflow(v[i])
      let (second, over2) = first.addingReportingOverflow(carry)
      u[i + j] = second
      carry = over1 || over2 ? 1 : 0
    }
    u[j + v.count] &+= carry
  }

  /// Greatest common divisor; that of 0 and x is x.
  static func gcd(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    if a.isEmpty { return b }
    if b.isEmpty { return a }
    var u = a
    var v = b
    // One division first where the lengths differ much: the binary steps cost limbs × bits.
    if u.count > v.count + 1 { u = divided(u, by: v).remainder }
    if v.count > u.count + 1, !u.isEmpty { v = divided(v, by: u).remainder }
    if u.isEmpty { return v }
    if v.isEmpty { return u }
    let common = min(trailingZeroBits(u), trailingZeroBits(v))
    shiftRight(&u, trailingZeroBits(u))
    shiftRight(&v, trailingZeroBits(v))
    while u.count > 1 || v.count > 1 {
      if (u.count == 1 && u[0] == 1) || (v.count == 1 && v[0] == 1) {
        return shiftedLeft([1], common)
      }
      let order = compare(u, v)
      if order == 0 { return shiftedLeft(u, common) }
      if order > 0 {
        subtract(&u, v)
        shiftRight(&u, trailingZeroBits(u))
      } else {
        subtract(&v, u)
        shiftRight(&v, trailingZeroBits(v))
      }
    }
    return shiftedLeft([gcd(u[0], v[0])], common)
  }

  /// Greatest common divisor of two machine words; that of 0 and x is x.
  static func gcd(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if a == 0 { return b }
    if b == 0 { return a }
    let common = (a | b).trailingZeroBitCount
    var u = a &>> UInt64(a.trailingZeroBitCount)
    var v = b
    repeat {
      v &>>= UInt64(v.trailingZeroBitCount)
      if u > v { swap(&u, &v) }
      v &-= u
    } while v != 0
    return u &<< UInt64(common)
  }
}
