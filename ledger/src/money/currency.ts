/**
 * Currencies by their ISO 4217 code, and how many decimals their minor unit has.
 *
 * The table lists every active code, and withdrawn ones that files of the last decades still carry. Codes for
 * metals, funds and testing have no minor unit in the standard and are counted in whole units.
 */

declare const currencyBrand: unique symbol;

/** An ISO 4217 code of the table, upper case. */
export type CurrencyCode = string & { readonly [currencyBrand]: "CurrencyCode" };

/** Codes by number of decimals (ISO 4217 list one and, after the bar, list three). */
const codesByDigits: Readonly<Record<number, string>> = {
  0:
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF " +
    "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XUA XTS XXX | ADP BEF ESP ITL LUF MGF PTE TPE TRL",
  2:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN " +
    "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP " +
    "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP " +
    "LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR " +
    "NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN " +
    "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR " +
    "ZMW ZWG | ATS AZM BGL BYB BYR CSD CUC CYP CZC DEM EEK FIM FRF GHC GRD HRK IEP LTL LVL MRO MTL " +
    "MZM NLG ROL RUR SDD SIT SKK SLL SRG STD VEB VEF YUM ZMK ZWD ZWL",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const digitsByCode: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByDigits).flatMap(([digits, codes]) =>
    codes
      .split(" ")
      .filter((code) => code !== "|")
      .map((code) => [code, Number(digits)] as const),
  ),
);

/** The currency of a code in any case; undefined if there is none. */
export function parseCurrency(text: string): CurrencyCode | undefined {
  if (text.length !== 3) return undefined;
  const code = text.toUpperCase();
  return digitsByCode.has(code) ? (code as CurrencyCode) : undefined;
}

/** Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: CurrencyCode): number {
  return digitsByCode.get(currency) ?? 2;
}
