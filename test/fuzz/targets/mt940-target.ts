/** Statements of SWIFT: MT940 and MT942. */
import { readMt940 } from "../../../ledger/src/import/mt940/read-mt940.ts";
import { textBytes, tokensOf, type Target } from "../target.ts";
import { takeFile } from "./bank-targets.ts";

const german = `:20:STARTUMS
:25:37040044/0532013000
:28C:1/1
:60F:C260101EUR1000,00
:61:2601050105DR12,50N005NONREF
:86:005?00SEPA-LASTSCHRIFT?109248?20EREF+4711?21MREF+M-1?22SVWZ+Beitrag fuer die Muste
?23rgemeinde?30GENODEM1XXX?31DE02120300000000202051?32Verein e.V.?33?34992
:61:2601061230RDR5,N068NONREF//4711081512
:86:068?00STORNO?20SVWZ+Ruecklauf
:62F:C260131EUR992,50
:64:C260131EUR992,50
-
`;

const enveloped = `{1:F01BANKNL2AXXX0000000000}{2:I940BANKNL2AXXXXN}{4:
:940:
:20:940S260101
:25:NL02ABNA0123456789 EUR
:28C:0
:60M:D260101EUR000000001000,00
:61:260102C000000000025,00N102EREF            //X1234567
NL70ABNA0987654321
:86:/EREF/1/BENM//NAME/CONTRA HOLDER/REMI/USTD//Brood/ISDT/2026-01-02
:86:more of it
:62M:D260108EUR000000000975,00
-}{5:{MAC:ABCDEFG}}
`;

const report = `:20:ST260119
:25:PL61109010140000071219812874
:28C:1/1
:34F:PLND0,
:13D:2601191815+0100
:61:2601190119CN0,01NTRFNONREF//MB260119012058
911-TRANSFER
:86:020~00Przelew~20Czynsz~32Jan Nowak
:61:260120ED3,NMSC
:NS:15Name
09Fee
:90D:0PLN0,00
:90C:1PLN0,01
-
`;

const tokens = tokensOf(
  ":61:",
  ":86:",
  ":20:",
  ":25:",
  ":60F:",
  ":62F:",
  ":62M:",
  ":34F:",
  ":90C:",
  ":NS:",
  "\n-\n",
  "\n-}",
  "{4:",
  "{1:F01",
  "-}{1:",
  "C",
  "RD",
  "ED",
  "NMSC",
  "//",
  "?20",
  "?32",
  "~00",
  "SVWZ+",
  "EREF+",
  "/NAME/",
  "/REMI/",
  "/CNTP/",
  "260230",
  "0229",
  "000000",
  "9999999999999,",
  ",",
  "\r",
  "\n",
  "\0",
  "\u0003",
  "ü",
);

export const mt940Targets: readonly Target[] = [
  {
    name: "MT940",
    samples: [german, enveloped, report].map(textBytes) as [Uint8Array, ...Uint8Array[]],
    tokens,
    inputs: 1_500,
    take: takeFile(readMt940),
  },
];
