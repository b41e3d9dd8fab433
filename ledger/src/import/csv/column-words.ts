/**
 * What banks call the columns of their files, in about twenty languages: data only (column-names.ts
 * looks them up). Phrases are in lower case, without accents and punctuation, separated by "|".
 * `words` must stand alone in a name, `stems` may be part of a word ("Buchungsdatum"). One name may
 * speak for several roles ("Valuta" is a currency in Sweden and the value date in Germany): what
 * the column holds decides between them.
 */

/** What a column's name says it is for. */
export type NameRole =
  | "date"
  | "value-date"
  | "late-date"
  | "other-date"
  | "amount"
  | "net-amount"
  | "other-amount"
  | "debit"
  | "credit"
  | "direction"
  | "balance"
  | "currency"
  | "payee"
  | "memo"
  | "kind"
  | "status"
  | "bank-id"
  | "account"
  | "other-party"
  | "card"
  | "category";

/** The phrases of one role; a word after "=" must be the whole name. */
export interface Phrases {
  readonly words: string;
  readonly stems: string;
}

/** The phrases of every role. */
export const COLUMN_WORDS: Readonly<Record<NameRole, Phrases>> = {
  date: {
    words:
      "date|dato|data|dag|dia|fecha|datum|pvm|tarih|jour|when|day|posted|created|dt|wann|bokford|valuteringsdag",
    stems:
      "date|datum|fecha|buchungstag|paiva|bokforingsdag|transaktionsdag|kuupaev|timestamp|datetime|created utc|" +
      "data operac|data ksieg|data contab|data operaz|data mov|data lanc|data de|tarihi|datums|datuma|kjopsdato|" +
      "日期|日付|取引日|利用日|交易日|记账日|入账日|交易时间|时间|時間|年月日|дата|날짜|일자|거래일|ημερομηνια",
  },
  "value-date": {
    words: "valuta|wert|valeur|valor|value|available|settlement|valut|effective|rente",
    stems:
      "value date|valuedate|date value|value dt|valutadat|wertstell|date de valeur|date valeur|fecha valor|" +
      "fecha de valor|data valor|data valuta|valutadag|rentedat|arvopaiv|korkopaiv|settlement date|valuta date|" +
      "data waluty|datum valuty|datum odepsani|datum splatnosti|valutavdato|起息日|available on",
  },
  "late-date": { words: "", stems: "completed date|date completed|settled date|abgeschlossen am" },
  "other-date": {
    words: "initial|final|due|expiry|aux",
    stems:
      "initial date|final date|due date|expiry|birth|mandatsdatum|mandate date|statement date|statement period|" +
      "period start|period end|from date|to date|closing date|opening date|start date|end date|download",
  },
  amount: {
    words:
      "amount|betrag|amt|umsatz|montant|importe|importo|bedrag|kwota|castka|belopp|belob|belop|summa|suma|sum|" +
      "maara|valor|valore|quantia|value|net|gross|brutto|netto|total|tutar|iznos|objem|kwota operacji|osszeg|mutatie|mutation|movement|" +
      "movimiento|сумма|金额|金額|发生额|금액|ποσο|cifra|bewegung",
    stems:
      "amount|betrag|umsatz in|montant|importe|importo|bedrag|kwota|castka|belopp|belob|summa|suma operac|quantia|" +
      "tapahtuman maara|金额|金額|发生额|금액|сумма|tutari",
  },
  "net-amount": {
    words: "net|netto|billing|booking|booked|settled|posted|paid",
    stems:
      "net amount|netamount|buchungsbetrag|billing amount|settled amount|posted amount|amount total|montant net|" +
      "account currency|kontowahrung|实付|入账|记账",
  },
  "other-amount": {
    words:
      "fee|fees|orig|original|foreign|fx|exchange|rate|tax|vat|btw|mwst|ust|tva|iva|gst|price|quantity|shipping|" +
      "insurance|interest|reward|points|limit|cashback|commission|intl|kurs|frais|tip|kosten|converted|units|" +
      "shares|unit|nominal|available|min|minimum|max|surcharge|qty|conversion|number|count|entries",
    stems:
      "original|fremdwahr|foreign|exchange|gebuhr|wechselkurs|umrechnung|provision|steuer|handling|discount|" +
      "订单金额|手续费|汇率|服务费|valutakurs|wisselkoers|ursprung|devises|origine|reward",
  },
  debit: {
    words:
      "debit|debits|debet|debito|debitos|soll|lastschrift|lastschriften|addebiti|addebito|belastung|belastungen|withdrawal|withdrawals|withdrawn|outflow|" +
      "expense|expenses|spent|ausgang|ausgaben|ausgabe|auszahlung|dare|uscite|uscita|uit|af|ut|uttag|ud|out|" +
      "cargo|cargos|debe|wyplata|wyplaty|wydatki|obciazenia|vydaj|vydaje|terheles|odliv|gider|borc|saida|saidas|" +
      "dr|retiro|retiros|gasto|gastos|abgang|depense|depenses|egreso|egresos|расход|списание|χρεωση|" +
      "支出|借方|出金|지출|출금",
    stems:
      "debit amount|withdrawal amt|withdrawal amount|paid out|money out|amount out|amount debit|withdrawals|" +
      "importe cargo|importo dare|obciazen|支出|借方|出金|引出|출금",
  },
  credit: {
    words:
      "credit|credits|credito|creditos|haben|gutschrift|gutschriften|deposit|deposits|inflow|income|received|" +
      "eingang|einnahme|einnahmen|einzahlung|accrediti|accredito|avere|entrate|entrata|bij|insattning|ind|inn|in|abono|abonos|haber|" +
      "wplata|wplaty|przychody|uznania|prijem|prijmy|bevetel|jovairas|alacak|gelir|entradas|entrada|receipts|" +
      "cr|ingreso|ingresos|tulot|zugang|recette|recettes|приход|зачисление|πιστωση|收入|存入|贷方|入金|수입|입금",
    stems:
      "credit amount|deposit amt|deposit amount|paid in|money in|amount in|amount credit|" +
      "importe abono|importo avere|uznan|收入|存入|贷方|入金|预入|預入|預け入れ|입금",
  },
  direction: {
    words:
      "d c|c d|d k|s h|sign|vorzeichen|direction|dr cr|cr dr|bij af|richtung|sens|sentido|segno|znak|merkki|plus minus",
    stems:
      "soll haben|credit debit|debit credit|creditdebet|creditdebit|debitcredit|debetcredit|credit or debit|" +
      "debit or credit|amountsign|af bij|kierunek|debe haber|cargo abono|crdr|drcr|收 支|收支|借贷|money in out|" +
      "balance impact|in out|belastung gutschrift|debet kredit|zaslo",
  },
  balance: {
    words:
      "balance|saldo|solde|kontostand|stand|zustatek|zostatek|egyenleg|bakiye|likutis|atlikums|saaldo|guthaben|" +
      "余额|余額|残高|잔액|остаток|υπολοιπο|jaak|available",
    stems: "balance|saldo|kontostand|solde|zustatek|余额|余額|残高|잔액|egyenleg|bakiye",
  },
  currency: {
    words:
      "currency|ccy|curr|cur|wahrung|waehrung|devise|devisa|divisa|moneda|valuta|munt|muntsoort|waluta|mena|monn|" +
      "moeda|valiuta|deviza|valuutta|币种|币别|通货|通貨|통화|валюта|νομισμα|doviz|monnaie",
    stems: "currency|wahrung|waehrung|valutacode|muntsoort|币种|币别|通貨|валюта|para birimi",
  },
  payee: {
    words:
      "payee|name|counterparty|beneficiary|recipient|merchant|vendor|partner|naam|namn|navn|nimi|odbiorca|nadawca|" +
      "kontrahent|wer|mottagare|modtager|mottaker|saaja|maksaja|handelaar|beneficiario|ordenante|tiers|gavejas|nazwa|" +
      "nazev|dodavatel|who|customer|=to|=from|получатель|destinataire|emetteur|company|对方|商户|상호|거래처",
    stems:
      "payee|counter party|empfanger|auftraggeber|zahlungspflicht|zahlungsempf|begunstigte|beguenstigte|merchant|counterparty|" +
      "beneficiar|tegenrekeninghouder|naam tegenpartij|begunstigde|nazev protiuctu|nazev proti|partner name|" +
      "vastaanottaja|contraparte|contrepartie|counteraccount name|to account|对方户名|对方账户名|交易对方|对手信息|对方名称",
  },
  memo: {
    words:
      "description|memo|details|detail|narrative|reference|purpose|zweck|betreff|text|bemerkung|notiz|libelle|intitule|" +
      "communication|omschrijving|mededeling|mededelingen|opis|tytul|popis|zprava|poznamka|beskrivning|meddelande|" +
      "tekst|melding|selite|label|komentar|upresneni|avisierungstext|narration|forklaring|referens|txt|selitys|viesti|concepto|descripcion|observaciones|causale|descrizione|paaiskinimai|" +
      "note|notes|comment|comments|title|subject|particulars|descricao|historico|" +
      "lancamento|aciklama|remarks|remark|=transactions|=transaction|message|item1|item2|item3|polozka|what|назначение|описание|" +
      "摘要|附言|备注|说明|商品|用途|内容|적요|내용|메모",
    stems:
      "descripti|verwendungszweck|buchungstext|beschreibung|vwz|omschrijving|mededeling|libell|purpose|reference|" +
      "narrative|message for|zprava pro|tytul operacji|opis operacji|popis|remittance|umsatztext|kozlemeny|" +
      "detail de|uzivatelska identifikace|摘要|附言|备注|备考|说明|商品|交易描述|订单标题|对方附言",
  },
  kind: {
    words:
      "type|typ|art|tipo|vorgang|kind|action|operacja|operation|rodzaj|laji|类型|交易类型|交易名称|取引区分|mutatiesoort|betaalwijze",
    stems:
      "umsatzart|umsatztyp|buchungsart|transaction type|transaktionstyp|typ transakcji|typ operacji|type betaling|" +
      "type de|tipo de|reporting category|tapahtumalaji|交易类型|交易名称",
  },
  status: {
    words: "status|state|stav|stato|estado|statut|tila|zustand|状态|当前状态|交易状态|상태|статус",
    stems: "status|statetype|状态",
  },
  "bank-id": {
    words: "=id|=ref|fitid|txid|trxid|uuid|guid|流水号|单号|交易单号",
    stems:
      "transaction id|transactionid|transaction number|transaction no|transaction reference|reference number|" +
      "referencenumber|reference no|ref no|txn id|trx id|trans id|referenznummer|buchungsreferenz|arkistointi|" +
      "archivierungs|archiving|iraso nr|referencni cislo|numero de operacion|balance transaction id|" +
      "no de transaction|n de transaction|numer transakcji|document number|unique id|order id|orderid|" +
      "entry reference|volgnr|volgnummer|交易单号|流水号|日志号|日 志 号|交易流水",
  },
  account: {
    words:
      "account|konto|kontonummer|iban|compte|cuenta|conto|rekening|rekeningnummer|kontonr|accountno|auftragskonto|" +
      "kredietkaart|账号|卡号|口座番号|계좌번호|счет|produit",
    stems:
      "account number|account no|account name|accountnumber|accountname|accountno|kontonummer|rekeningnummer|" +
      "auftragskonto|auftraggeberkonto|cislo uctu|numer rachunku|numero de compte|numero de cuenta|numero conto|" +
      "saskaitos nr|from account|own account|bank card|借记卡号|账号",
  },
  "other-party": {
    words: "bic|blz|email",
    stems:
      "counter|tegen|partner|gegen|empfanger|iban auftrag|begunst|beneficiar|recipient|to account|proti|mottagar|" +
      "modtager|saajan|payee account|vastaanott|bankleitzahl|email|destination|payer|bank account|对方|对手",
  },
  card: {
    words: "card|karte|carte|tarjeta|kort|kaart|kortti|karta|carta|cardmember|cardholder",
    stems:
      "cardid|card used|card number|card no|card member|kreditkart|kredietkaart|credit card|信用卡|merchant",
  },
  category: {
    words: "category|kategorie|categorie|categoria|kategoria|kategori|luokka",
    stems: "category|kategorie",
  },
};
