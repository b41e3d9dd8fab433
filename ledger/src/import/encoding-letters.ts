/**
 * What the languages of each encoding write: data for encoding-guess.ts.
 * The order of LIKELY_LETTERS is the order of preference between equal scores.
 */

function letters(text: string): ReadonlySet<string> {
  return new Set(text);
}

const WESTERN = "äöüßÄÖÜéèêëÉÈÊàâáãÀÂÁÃçÇîïíìÍôóòõøÓÔÕØûùúÚœŒæÆåÅñÑ";
const CENTRAL = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽľĺŕôäöüőűÖÜŐŰßăâîşţĂÂÎŞŢđĐ";
const CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯёЁіїєґІЇЄјљњћђ";
const GREEK = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ";
const BALTIC = "ąčęėįšųūžāēģīķļņõäöüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÕÄÖÜ";
const TURKISH = "çğıöşüâîûÇĞİÖŞÜ";
const HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןץףך";

/** Encodings of one byte per character, each with the letters that its languages use. */
export const LIKELY_LETTERS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ["windows-1252", letters(WESTERN)],
  ["windows-1250", letters(CENTRAL)],
  ["windows-1251", letters(CYRILLIC)],
  ["iso-8859-15", letters(WESTERN)],
  ["iso-8859-2", letters(CENTRAL)],
  ["macintosh", letters(WESTERN)],
  ["windows-1254", letters(TURKISH)],
  ["windows-1257", letters(BALTIC)],
  ["windows-1253", letters(GREEK)],
  ["koi8-r", letters(CYRILLIC)],
  ["ibm866", letters(CYRILLIC)],
  ["windows-1255", letters(HEBREW)],
];

const SIMPLIFIED =
  "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里" +
  "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实" +
  "日月交易金额余支付收入出银卡账户号转微信宝工商农建设招浦公司店市超餐厅购物美团京东滴充值提退款费利息" +
  "北京上海广州深圳张王李赵刘陈杨伟芳娜敏静强磊军洋勇艳杰涛明超秀兰霞平刚桂英摘要币种备注对方记期时间类" +
  "型网电话水路票车站食品饭店医院药房学校服务有限责任科技信息贸易中国人民";
const TRADITIONAL =
  "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡" +
  "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實" +
  "日月交易金額餘支付收入出銀卡帳戶號轉臺台灣北市公司店超商餐廳購物費利息存款提款備註摘要信用卡電話水網" +
  "路票車站食品飯醫院藥房學校服務有限陳林黃張李王吳劉蔡楊";
const JAPANESE =
  "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先" +
  "名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨銀行口座振込入金出金残高手数料利息取引支" +
  "払普通預店舗番号摘要株式会社田村佐藤鈴木高橋渡辺伊東京大阪名古屋都府県市区町郵便局円差引明細内容備考山" +
  "純井加吉原野島崎林";
const HANGUL =
  "이다는을가에한의를고지도로은기사리자어시서나인아대해하일그수라정전있과원부주상제거보장동여러스만것들면구" +
  "식품김후산마트울은행계좌입출금잔액거래일자내용적요카드결제체크현금이체수수료급여월세통신보험관리비회사" +
  "박최정강조윤임한오신권황안송류홍점커피약국병원학교편의";

/** Frequent ideographs, by the encoding whose language uses them. */
export const COMMON_HAN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["gb18030", letters(SIMPLIFIED)],
  ["big5", letters(TRADITIONAL)],
  ["euc-jp", letters(JAPANESE)],
  ["shift_jis", letters(JAPANESE)],
]);

/** Frequent Korean syllables. */
export const COMMON_HANGUL: ReadonlySet<string> = letters(HANGUL);
