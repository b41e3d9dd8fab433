/**
 * The categories a new vault starts with: two levels, each already in a bucket of 50/30/20, in English and German,
 * with the words that hint at them. After the start they are ordinary categories; the words go on working as long
 * as a category has one of its two names here. The default map follows All Your Worth: what is due whatever
 * happens is a need, the rest of spending a want.
 */

/** Languages of the starter set. */
export type StarterLanguage = "en" | "de";

/** A category to start with. */
export type StarterCategory = {
  readonly names: { readonly [Language in StarterLanguage]: string };
  /** Bucket of a rule that has it; null takes the parent's. */
  readonly bucket: "needs" | "wants" | "savings" | null;
  /** Lower-case words, without digits and marks; the longest that fits a text wins. */
  readonly hints: readonly string[];
};

/** A category with those in it. */
export type StarterGroup = StarterCategory & {
  readonly kind: "expense" | "income";
  readonly children: readonly StarterCategory[];
};

/** The groups in the order to show them. */
export const starterGroups: readonly StarterGroup[] = [
  group("needs", "Housing", "Wohnen", "", [
    child(
      "Rent",
      "Miete",
      "rent|landlord|mortgage|miete|warmmiete|kaltmiete|vermieter|hypothek|hausgeld",
    ),
    child(
      "Energy & water",
      "Energie & Wasser",
      "electricity|power|gas bill|heating|water bill|strom|stadtwerke|heizung|abschlag|vattenfall|eon|edf|octopus energy",
    ),
    child(
      "Internet & phone",
      "Internet & Telefon",
      "internet|phone bill|mobile plan|broadband|telekom|vodafone|congstar|verizon|comcast|xfinity|t mobile|handyvertrag|telefon",
    ),
    child(
      "Repairs & household",
      "Reparatur & Haushalt",
      "plumber|electrician|repair|handwerker|reparatur|klempner|rundfunk|ard zdf",
    ),
  ]),
  group("needs", "Food", "Essen", "food|essen", [
    child(
      "Groceries",
      "Lebensmittel",
      "groceries|grocery|supermarket|market|bakery|butcher|aldi|lidl|rewe|edeka|kaufland|penny|netto|tesco|sainsbury|sainsburys|asda|morrisons|walmart|costco|kroger|safeway|whole foods|trader joe|carrefour|migros|coop|spar|billa|dm|rossmann|supermarkt|lebensmittel|einkauf|bäcker|baecker|bäckerei|metzger|wochenmarkt",
    ),
    child(
      "Restaurants",
      "Restaurants",
      "lunch|dinner|brunch|restaurant|takeaway|takeout|pizza|pizzeria|burger|kebab|döner|sushi|mcdonalds|mcdonald s|burger king|kfc|subway sandwich|lieferando|deliveroo|doordash|uber eats|grubhub|mittagessen|mittag|abendessen|kantine|mensa|imbiss|gasthaus",
      "wants",
    ),
    child(
      "Coffee & snacks",
      "Kaffee & Snacks",
      "coffee|cafe|café|starbucks|costa|snack|ice cream|kaffee|eis|kiosk|bar|pub|beer|bier",
      "wants",
    ),
  ]),
  group("needs", "Transport", "Verkehr", "", [
    child(
      "Public transport",
      "Bus & Bahn",
      "bus|train|tram|metro|subway|ticket|transit|bahn|db vertrieb|bvg|mvg|hvv|rmv|vbb|deutschlandticket|oyster|tfl|amtrak|fahrkarte",
    ),
    child(
      "Fuel",
      "Tanken",
      "fuel|petrol|gas station|gasoline|diesel|shell|esso|aral|jet|total|bp|chevron|exxon|tanken|tankstelle",
    ),
    child(
      "Car",
      "Auto",
      "car|garage|parking|parken|parkhaus|tyres|tires|mot|tüv|werkstatt|kfz|adac|toll|maut",
    ),
    child(
      "Taxi & sharing",
      "Taxi & Sharing",
      "taxi|cab|uber|lyft|bolt|free now|scooter|tier|lime",
      "wants",
    ),
  ]),
  group("needs", "Health", "Gesundheit", "", [
    child(
      "Doctor & pharmacy",
      "Arzt & Apotheke",
      "doctor|dentist|pharmacy|chemist|hospital|medicine|walgreens|cvs|boots|arzt|zahnarzt|apotheke|krankenhaus|optician|optiker|physio",
    ),
    child(
      "Health insurance",
      "Krankenversicherung",
      "health insurance|krankenkasse|krankenversicherung|aok|barmer|tk beitrag",
    ),
  ]),
  group("needs", "Insurance & dues", "Versicherung & Abgaben", "", [
    child(
      "Insurance",
      "Versicherung",
      "insurance|versicherung|haftpflicht|hausrat|allianz|axa|huk|geico|state farm|aviva",
    ),
    child(
      "Taxes & fees",
      "Steuern & Gebühren",
      "tax|taxes|council tax|irs|hmrc|finanzamt|steuer|gebühr|gebuehr|bank fee|kontoführung|überziehungszins",
    ),
    child(
      "Loan payments",
      "Kreditraten",
      "loan|instalment|installment|student loan|kredit|darlehen|rate|ratenzahlung",
    ),
  ]),
  group("needs", "Family", "Familie", "", [
    child(
      "Childcare & school",
      "Kinder & Schule",
      "childcare|kindergarten|nursery|daycare|school|tuition|kita|schule|hort|schulbuch",
    ),
    child(
      "Pets",
      "Haustiere",
      "pet|vet|veterinary|dog food|cat food|tierarzt|fressnapf|hundefutter|katzenfutter",
      "wants",
    ),
  ]),
  group("wants", "Leisure", "Freizeit", "", [
    child(
      "Going out",
      "Ausgehen",
      "cinema|movie|concert|theatre|theater|museum|club|party|festival|kino|konzert|eintritt",
    ),
    child(
      "Subscriptions",
      "Abos",
      "subscription|netflix|spotify|disney|prime video|youtube premium|hulu|hbo|apple com bill|audible|abo|zeitung|newspaper|dazn",
    ),
    child(
      "Sport & hobbies",
      "Sport & Hobby",
      "gym|fitness|yoga|sport|hobby|book|books|game|games|steam|playstation|nintendo|buch|bücher|thalia|decathlon|verein|mcfit",
    ),
    child(
      "Travel",
      "Reisen",
      "travel|hotel|flight|airline|airbnb|booking com|hostel|ryanair|easyjet|lufthansa|delta air|holiday|vacation|urlaub|flug|reise",
    ),
  ]),
  group("wants", "Shopping", "Einkäufe", "shopping|amazon|ebay|amzn|temu", [
    child(
      "Clothing",
      "Kleidung",
      "clothes|clothing|shoes|h m|zara|primark|zalando|asos|uniqlo|kleidung|schuhe|kleider",
    ),
    child(
      "Electronics",
      "Elektronik",
      "electronics|laptop|computer|phone|apple store|media markt|mediamarkt|saturn|best buy|elektronik",
    ),
    child(
      "Home & garden",
      "Haus & Garten",
      "furniture|ikea|garden|diy|home depot|lowes|obi|bauhaus|hornbach|möbel|baumarkt|garten",
    ),
    child(
      "Personal care",
      "Körperpflege",
      "haircut|hairdresser|barber|cosmetics|sephora|friseur|frisör|kosmetik",
    ),
    child(
      "Gifts & donations",
      "Geschenke & Spenden",
      "gift|present|flowers|donation|charity|geschenk|blumen|spende",
    ),
  ]),
  group("savings", "Savings", "Sparen", "savings|saving|sparen", [
    child("Emergency fund", "Notgroschen", "emergency fund|notgroschen|rücklage"),
    child(
      "Retirement",
      "Altersvorsorge",
      "pension|retirement|ira|riester|rürup|altersvorsorge|rente",
    ),
    child(
      "Investments",
      "Geldanlage",
      "etf|broker|brokerage|vanguard|depot|sparplan|trade republic|scalable|investment",
    ),
    child("Extra debt payments", "Sondertilgung", "extra payment|overpayment|sondertilgung"),
  ]),
  group(null, "Income", "Einkommen", "", [
    child("Salary", "Gehalt", "salary|wage|wages|payroll|paycheck|gehalt|lohn|bezüge"),
    child("Side income", "Nebeneinkünfte", "freelance|invoice|side job|honorar|nebenjob|rechnung"),
    child(
      "Benefits & refunds",
      "Leistungen & Erstattungen",
      "child benefit|kindergeld|elterngeld|unemployment|arbeitslosengeld|tax refund|steuererstattung",
    ),
    child("Interest & dividends", "Zinsen & Dividenden", "interest|dividend|zinsen|dividende"),
    child("Other income", "Sonstige Einnahmen", "sale|sold|verkauf"),
  ]),
];

function group(
  bucket: StarterCategory["bucket"],
  english: string,
  german: string,
  hints: string,
  children: readonly StarterCategory[],
): StarterGroup {
  const kind = bucket === null ? "income" : "expense";
  return { ...child(english, german, hints, bucket), kind, children };
}

function child(
  english: string,
  german: string,
  hints: string,
  bucket: StarterCategory["bucket"] = null,
): StarterCategory {
  return {
    names: { en: english, de: german },
    bucket,
    hints: hints === "" ? [] : hints.split("|"),
  };
}
