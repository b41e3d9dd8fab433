/**
 * Currencies by their ISO 4217 code, and how many decimals their minor unit has.
 *
 * The table lists every active code as of amendment 180 (Bulgaria's euro, 2026), and withdrawn ones that files of
 * the last decades still carry. Codes for metals, units of account and testing have no minor unit in the standard
 * and are counted in whole units. Withdrawn codes have none in it any more: no decimals here where all sources
 * agree on that, otherwise two, which lose nothing.
 */

declare const currencyBrand: unique symbol;

/** An ISO 4217 code of the table, upper case. */
export type CurrencyCode = string & { readonly [currencyBrand]: "CurrencyCode" };

/** Codes by number of decimals; those after the bar are withdrawn (ISO 4217 lists one and three). */
const codesByDigits: Readonly<Record<number, string>> = {
  0:
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF XAG XAU XBA XBB XBC XBD " +
    "XDR XPD XPT XSU XTS XUA XXX | ADP BYR ESP ITL TRL",
  2:
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD " +
    "CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS " +
    "GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD " +
    "LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB " +
    "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP " +
    "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW " +
    "ZWG | ANG ATS AZM BEF BGL BGN BYB CSD CUC CYP DEM EEK FIM FRF GHC GRD HRK IEP LTL LUF LVL " +
    "MGF MRO MTL MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TPE VEB VEF YUM ZMK ZWD ZWL",
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
  // Letters of ASCII only: in upper case, "ſ" is an S and "ı" an I.
  if (!/^[A-Za-z]{3}$/.test(text)) return undefined;
  const code = text.toUpperCase();
  return digitsByCode.has(code) ? (code as CurrencyCode) : undefined;
}

/** Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: CurrencyCode): number {
  return digitsByCode.get(currency) ?? 2;
}
