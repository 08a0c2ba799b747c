"""What placeholder texts are put together from. Nothing here names a real model, person, paper or result."""

from __future__ import annotations

from itertools import product

NOUNS = (
    "sentence token label corpus checkpoint paragraph image recording transcript word vocabulary layer batch sample "
    "article question answer passage speaker document category caption region script subword prompt response segment "
    "dataset tokenizer encoder decoder head adapter embedding feature score threshold template example domain language"
).split()
ADJECTIVES = (
    "short long noisy clean small large balanced multilingual domain-specific unlabeled shuffled filtered held-out "
    "pretrained frozen lowercased synthetic public sparse dense general rare frequent ambiguous typical raw"
).split()
VERBS = (
    "predicts reads splits labels ranks summarizes compares describes normalizes averages encodes decodes ignores "
    "truncates repeats groups weighs transcribes detects completes"
).split()
ADVERBS = "usually often rarely sometimes always reliably slowly quickly barely mostly".split()
NOTES = (
    "which matters for <adjective> <noun>s",
    "as long as every <noun> fits into memory",
    "although the <adjective> <noun>s were left out",
    "because each <noun> is read only once",
    "so the <noun> stays the same between runs",
    "and the order of the <noun>s does not matter",
    "except where the <noun> is <adjective>",
)
SENTENCES = (
    "This placeholder model <verb> a <adjective> <noun> and <adverb> <verb> the <noun> around it.",
    "The <adjective> <noun>s come from the training split, <note>.",
    "It <adverb> <verb> each <noun> before the <adjective> <noun> is seen.",
    "A <noun> that is too <adjective> is cut after <number> <noun>s, <note>.",
    "Training went over <number> <adjective> <noun>s in <number> steps.",
    "We keep the <noun> and the <noun> apart, <note>.",
    "Do not use it where a <adjective> <noun> decides about people.",
    "With a <adjective> <noun> the <noun> <adverb> <verb> more than one <noun>, <note>.",
    "The <noun> was not changed.",
    "Every <noun> has one <adjective> <noun> and at most <number> others.",
    "If the <noun> is <adjective>, set the <noun> to <number> before the first <noun> is loaded.",
    "Compared with the <adjective> <noun>, the <noun> <verb> <number> more <noun>s.",
)
PHRASES = (
    "<number> <noun>s",
    "the <adjective> <noun>",
    "a <noun> per <noun>",
    "<adjective> <noun>s only",
    "<noun> and <noun> of the <adjective> split",
)
SECTION_TITLES = (
    "Intended uses & limitations", "How to use", "Training data", "Training procedure", "Evaluation results",
    "Model description", "Limitations and bias", "Preprocessing", "Results", "Usage", "Details of the <noun>",
    "About the <adjective> <noun>", "Fine-tuning", "Environmental impact", "Acknowledgments", "Known issues",
    "Comparison with other <noun>s", "License", "Pretraining", "Example of a <noun>",
)  # fmt: skip
FOREIGN_SENTENCES = (
    "Это пример текста без содержания, он нужен только для проверки. ",
    "这是一段没有内容的占位文字，只用来测试页面。",
    "これは内容のない仮の文章で、ページの確認にだけ使います。",
    "Dies ist ein Platzhalter für Prüfungen; über das Modell sagt er natürlich nichts. ",
    "이것은 내용이 없는 예시 문장이며 페이지를 시험하는 데에만 씁니다. ",
    "هذا نص مؤقت بلا معنى لاختبار الصفحات فقط. ",
    "यह केवल जाँच के लिए लिखा गया नमूना पाठ है। ",
    "Ceci est un texte d’exemple, rédigé pour vérifier les pages générées. ",
)
TYPOGRAPHY = ("🤗", "→", "’", "–", "…", "é", "×", "“", "≈", "✨")
BADGES = ("build", "license", "downloads", "paper", "demo")

FAMILIES = "tern wren finch heron plover dunlin siskin linnet avocet curlew".split()
SIZES = "tiny small base large xl".split()
TOPICS = "news chat legal code speech maps notes forms recipes captions weather games".split()
_COLORS = "amber azure coral ivory jade khaki lilac maroon ochre olive pearl plum russet sepia teal umber".split()
_ANIMALS = "otter heron badger lynx marten beaver stoat weasel ferret hare vole dormouse".split()
ORGANIZATIONS = tuple(f"{color}-{animal}" for animal, color in product(_ANIMALS, _COLORS))
"""Invented organizations; a number makes each of them unique."""

COMMON_TAGS = tuple(f"{topic}-{kind}" for kind, topic in product(
    "model demo small quick long open plain dense sparse bilingual test draft cased uncased quantized".split(),
    "text news legal chat code audio photo table music map forum mail menu lab book field city desk park sky".split(),
))  # fmt: skip
RARE_TAGS = tuple(f"{first} {second}" for first, second in product(
    "Early Late Second Third Open Shared Local Remote Nightly Pilot Trial Paired Masked".split(),
    "corpus encoder decoder ranking spelling grammar speech vision retrieval dialog parsing topics style".split(),
))  # fmt: skip
_CORPORA = "pairs pages clips tables notes dialogs samples".split()
DATASETS = tuple(
    f"{_ANIMALS[number % len(_ANIMALS)]}/{_CORPORA[number % len(_CORPORA)]}-{number:03}" for number in range(285)
)
