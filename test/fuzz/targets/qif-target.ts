/** Quicken's interchange format. */
import { readQif } from "../../../ledger/src/import/qif/read-qif.ts";
import { textBytes, tokensOf, type Target } from "../target.ts";
import { takeFile } from "./bank-targets.ts";

const bank = `!Type:Bank
D12/19'18
T-1,234.56
PBakery
MBread
N1001
^
D 1/ 2' 4
U5
SFood:Drink/Work
Ewith Tom
$3
S[Savings]
$1
^
`;

const several = `!Type:Cat
NFood
E
^
NPay
I
^
!Option:AutoSwitch
!Account
NGiro
TBank
DEUR
$1.234,56
/31.12.2025
^
!Clear:AutoSwitch
!Account
NGiro
TBank
^
!Type:Bank
D31.12.2025
T100,00
POpening Balance
L[Giro]
^
D31.12.2025
T-50,00
Psave
L[Depot]
^
!Account
NDepot
TInvst
^
!Type:Invst
D31.12.2025
NXIn
T50,00
L[Giro]
^
D31.12.2025
NBuyX
YFund
Q2
I25,00
T50,00
LFees|[Giro]
^
!Type:Prices
"FUND",25.00,"31.12.2025"
`;

const tokens = tokensOf(
  "!Type:Bank\n",
  "!Type:Invst\n",
  "!Type:Cat\n",
  "!Type:Oth A\n",
  "!Account\n",
  "!Clear:AutoSwitch\n",
  "\n^\n",
  "^",
  "\nS",
  "\n$",
  "\nE",
  "\nL[Giro]\n",
  "\nL[Depot]\n",
  "[",
  "]",
  "|",
  ":",
  "/",
  "--Split--",
  "D31/12/25\n",
  "D2/30/25\n",
  "'",
  "T1.234\n",
  "T1,23\n",
  "T9999999999999\n",
  "%",
  "\r",
  "\0",
);

export const qifTargets: readonly Target[] = [
  {
    name: "QIF",
    samples: [bank, several].map(textBytes) as [Uint8Array, ...Uint8Array[]],
    tokens,
    inputs: 1_500,
    take: takeFile(readQif),
  },
];
