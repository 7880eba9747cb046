/// 10^0 … 10^38.
let powersOfTen: [Int128] = {
  var powers: [Int128] = [1]
  for _ in 0..<38 { powers.append((powers.last ?? 1) * 10) }
  return powers
}()

/// 10^0 … 10^38.
let unsignedPowersOfTen: [UInt128] = powersOfTen.map { UInt128($0) }
