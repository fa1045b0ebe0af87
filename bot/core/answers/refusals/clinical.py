"""Clinical and dosage questions. What is taught may be clinical; what is asked may not.

Words of the clinic alone refuse nothing where something is taught or posted. A question for a clinical fact is
refused in every company, unless it asks how to teach or show the thing.
"""

import re

from bot.core.answers.refusals.late import Late

_DRUG = (
    r"(?:\w{2,}(?:cillin|mycin|micin|floxacin|cycline|sartan|statin|olol|prazole|conazole|formin|gliptin|gliflozin"
    r"|glutide|parin"
    r"|xaban|setron|caine|azepam|azolam|oxetine|triptyline|triptan|dipine|thiazide|semide|asone|solone|ximab|zumab"
    r"|mumab|tinib"
    r"|ciclovir|navir|barbital|curium|curonium|flurane|salazine|profen|coxib|grel|pramine|tidine|terol|tropium"
    r"|lukast)\b"
    r"|\w{3,}(?:pril|pine|done)\b(?<!\bapril)(?<!\babandone)(?<!\bspine)(?<!\balone)(?<!undone)(?<!condone)"
    r"|paracetamol|acetaminophen|aspirin|adrenalin\w*|epinephrine|noradrenalin\w*|norepinephrine|morphine|codeine"
    r"|fentanyl|ketamine|propofol"
    r"|insulin|warfarin|digoxin|amiodarone|adenosine|atropine|naloxone|flumazenil|salbutamol|ipratropium|lithium"
    r"|methotrexate"
    r"|levothyroxine|tramadol|gabapentin|pregabalin|phenytoin|valproate|carbamazepine|lamotrigine|levetiracetam"
    r"|sertraline|citalopram"
    r"|mirtazapine|haloperidol|clozapine|steroids?|antibiotics?|opioids?|opiates?|benzos?|benzodiazepines?|ssris?"
    r"|nsaids?|statins?|beta[- ]?blockers?"
    r"|ace inhibitors?|diuretics?|anticoagula\w+|antidepressants?|antihistamines?|painkillers?|thrombolysis"
    r"|alteplase|oxytocin|misoprostol"
    r"|magnesium sul\w+|potassium|calcium gluconate|co-amoxiclav|tazocin|trimethoprim|nitrofurantoin|metronidazole"
    r"|aciclovir|remdesivir"
    r"|vaccines?|vaccination|immunoglobulin|chemo(?:therapy)?|fluids?|saline|dextrose|oxygen"
    r"|inhalers?|nebuli[sz]ers?"
    r"|contraceptives?|hrt|sedati\w+|analgesi\w+|antiemetics?|vasopressors?|inotropes?|tpn|blood products|ffp"
    r"|medicines?|medications?)\b"
)
_CONDITION = (
    r"(?:sepsis|septic(?: shock)?|pneumonia|asthma|copd|anaphyla\w+|stemi|nstemi|myocardial|infarct\w*|angina"
    r"|heart failure|atrial fibrillation|\baf\b"
    r"|arrhythmia|bradycardia|tachycardia|\bsvt\b|\bvt\b|cardiac arrest|hypertensi\w+|hypotensi\w+|stroke|\btia\b"
    r"|seizures?|epilep\w+|status epilepticus|meningitis"
    r"|encephalitis|delirium|dementia|parkinson\w*|migraine|headaches?|dka|ketoacidosis|diabet\w+|hypoglyc\w+"
    r"|hyperglyc\w+|hyperkal\w+|hypokal\w+"
    r"|hyponat\w+|hypernat\w+|hypercalc\w+|acidosis|\baki\b|kidney (?:injury|disease|stones?)|renal (?:failure"
    r"|impairment|colic)|\bckd\b|\buti\b|pyeloneph\w+"
    r"|pre-?eclampsia|ectopic|post-?partum(?: \w+)?|pregnan\w+|breast-?feeding|miscarriage|labour ward|appendicitis"
    r"|pancreatitis|cholecystitis|cirrhosis|hepatitis"
    r"|jaundice|gi bleed\w*|haemorrhage|hemorrhage|pulmonary emboli\w+|\bpe\b|\bdvt\b|pneumothorax|effusion|croup"
    r"|bronchiolitis|febrile|fever(?! pitch)|rash(?:es)?|measles"
    r"|chickenpox|shingles|cellulitis|burns?\b(?! ?out)|fractures?|dislocat\w+|concussion|head injury|chest pain"
    r"|abdominal pain|back pain|leg swelling|swelling"
    r"|breathless\w*|short(?:ness)? of breath|cough(?! up)|vomiting|diarrhoea|dizz\w+|syncope|collapse|coma"
    r"|overdose|poisoning|withdrawal|cancer|tumou?r|carcinoma"
    r"|lymphoma|leuka?emia|melanoma|moles?\b|lumps?\b|anaemia|thrombocytop\w+|hiv|tb|tuberculosis|malaria|covid"
    r"|influenza"
    r"|gout|arthritis|lupus|psoriasis|eczema"
    r"|depress(?:ion|ed)|psychosis|bipolar|schizophren\w+|adhd|murmur|st elevation|long qt|qtc?\b|troponin|d-?dimer"
    r"|inr\b|egfr|creatinine|lactate|crp"
    r"|haemoglobin|hemoglobin|\bhb\b|platelets?|blood (?:gas|pressure|sugar|glucose|test)|\bbp\b|\babg\b|\bgcs\b"
    r"|\bnews2?\b(?= (?:score|of \d))|chest drain|lumbar puncture"
    r"|intubat\w+|cannula\w*|central line|catheter\w*|ventilat\w+|airway|resuscitat\w+|\bcpr\b|wells score|curb-?65"
    r"|chads\w*|x-?ray|\bct\b|\bmri\b|ultrasound"
    r"|\becg\b|\bekg\b|surgery|operation|wound(?! up)|suture\w*|tourniquet|tetanus|allerg\w+"
    r"|\w{3,}(?:itis|aemia|ectomy|otomy|ostomy|oscopy|plasty|pnoea|penia|algia|opathy|megaly|centesis|thorax)\b"
    r"|scabies|clubbing|ileus|coagulation"
    r"|oedema|ulcers?|hernia|reflux|thyroid|kidneys?|liver|lungs?|knee|veins?|arter(?:y|ies)|spleen|bowel"
    r"|stomach(?! (?:just )?(?:turn|drop|sink|sank|churn|is in|in|lurch|flip))"
    r"|bladder|nose ?bleed|flu jab|bmi\b"
    r"|isolation|stages of labour|aspiration|reflex(?:es)?|pulse|temp(?:erature)? (?:of )?\d\d)"
)
_FIGURE = Late(
    r"\b\d+(?:\.\d+)?\s?(?:mg|mcg|µg|micrograms?|milligrams?|g/kg|mg/kg|ml/kg|kg|kilos?|ml|mls|millilitres?"
    r"|mmol\w*|units?/kg"
    r"|iu|mmhg|kpa)\b"
    r"|\b(?:mg|mcg|ml|units?|micrograms?)\s?(?:/|per)\s?(?:kg|kilo\w*|day|hour|min\w*|24h)\b"
    r"|\b\d{1,3}\s?(?:yo|y/o|yr old|year[- ]old|month[- ]old|week[- ]old|day[- ]old)\b(?! (?:page|account|post"
    r"|video|blog|tweet|slide|channel|podcast|link|item|course|material|content|lecture|profile|site))"
    r"|\b(?:bp|hr|rr|sats?|spo2|gcs|hb|k|na|ph|inr|crp|egfr|wbc|lactate|potassium|sodium|glucose) ?(?:of|is|=|:|<|>"
    r"|was)? ?\d+(?:\.\d+|/\d+)?\b"
    r"(?! ?(?:followers|views|posts|people|students|tweets|likes|minutes|hours|videos))",
    re.IGNORECASE,
)
_SUBJECT = Late(rf"\b(?:{_DRUG}|{_CONDITION})", re.IGNORECASE)
_DRUGS = Late(rf"\b{_DRUG}", re.IGNORECASE)
# Words of the clinic that also have an everyday sense: they count where nothing is taught.
_CLINIC = Late(
    r"\b(?:dos(?:e|es|age|ages|ing)|overdoses?|first[- ]line|second[- ]line|prescrib\w*|contraindicat\w*|adrenaline"
    r"|treatments? (?:for|of|plan)|treat (?:a|an|my|his|her|this|the)\b|treating (?:a|an|my|this)\b|manag(?:e|ement"
    r"|ing) (?:of )?(?:a |an |this |my |the )?(?:patient|case|acute|severe|chronic)"
    r"|differentials?\b|side[- ]?effects?|adverse effects?|interactions? (?:between|with|of)|symptoms?|red flags"
    r"|diagnos\w+|prognosis|work-?up|aetiology|pathophysiology"
    r"|guideline dose|icd-?1[01]|half[- ]life|mechanism of action|bnf|nice guid\w+|(?:my|a|an|the"
    r"|this) (?:\w+ )?(?:patient|pt)\b (?:is|has|with|needs|takes|had|presents|in|on|was|comes?|developed)"
    r"|patient with|my (?:mother|father|mum|dad|wife|husband|son|daughter|baby|child|gran\w*) (?:has|is|was|needs"
    r"|takes)\b(?! (?:\w+ )?(?:noticed|complained|complaining|had enough|fed up|cross|angry|annoyed|unhappy|not amused)"
    r"(?:\W*$|\W*[.!?,;]| (?:it|(?:about )?my (?:phone|hours|screen|evenings))\b))"
    r"|normal (?:range|value|level)|reference range|target (?:inr|bp|sats?|hba1c|glucose|blood pressure)|when (?:to"
    r"|should i|do i|do we) (?:intubate|refer|scan|transfuse|admit|discharge|anticoagulate)|booster"
    r"|(?:how (?:to|do i|do we|do you|would you)|best way to) (?:treat|diagnose|prescribe|examine|inject|intubate"
    r"|cannulate|take blood)\b|\bpt with\b|sick note|scan (?:her|him)\b)",
    re.IGNORECASE,
)
_ASKS = Late(
    r"\b(?:how|what|which|when|is|are|can|could|should|do|does|why|where|who|will|would|may|must|how much|best"
    r"|recommended|correct|right|safe|maximum|max|calculate|interpret"
    r"|explain|tell me|give me|next step|what next|indications?|criteria|score|staging|management|treatment|signs"
    r"|causes?|cut[- ]?off|threshold|target|range|protocol|algorithm|guideline|regimen?|steps|asap|wie|cu[aá]nt\w+"
    r"|combien|quelle|qual)\b|\?",
    re.IGNORECASE,
)
# A question for the fact itself. With a drug or a condition it is refused even "for my podcast".
_FACT = Late(
    rf"\b(?:what(?:'s| is| are| would be| should be)|which|tell me|give me|remind me of|how much|how many"
    rf"|max(?:imum)?|correct|right|usual|recommended|safe|loading|paediatric|adult)\b"
    rf".{{0,30}}?\b(?:dos(?:e|es|age|ing)|treatment|therapy|management|first[- ]line|antibiotic|drug of choice"
    rf"|regimen?|antidote|target|half[- ]life|maximum|side[- ]?effects?|contraindications?"
    rf"|differential\w*|diagnosis|cause|milligrams?|mg|units|next step)\b"
    rf"|\b(?:how|when) (?:much|many|often|fast|long|soon|do (?:i|we|you)|to|should (?:i|we)|would you|can (?:i"
    rf"|we))\b.{{0,20}}?\b(?:give|treat|manage|prescribe|dose|titrate|wean|reverse|diagnose"
    rf"|interpret|intubate|insert|infuse|inject|administer|stop|start|switch|anticoagulate|transfuse|refer"
    rf"|cannulate|suture|drain|replace|correct)\b.{{0,30}}?\b(?:{_DRUG}|{_CONDITION}|patients?\b)"
    rf"|\b(?:can|could|should|may|do|would|is it (?:safe|ok|okay|fine) to)\b.{{0,15}}?\b(?:give|prescribe|take|stop"
    rf"|start|combine|mix|switch|inject|increase|use)\b.{{0,30}}?\b{_DRUG}"
    rf"|\b(?:is|are)\b.{{0,20}}?\b{_DRUG}.{{0,20}}?\b(?:safe|ok|okay|fine|indicated|contraindicated|allowed|better"
    rf"|first[- ]line|used|given)\b"
    rf"|\b(?:mg|dose|dosage|doses)\b.{{0,20}}?\b(?:for|of|in)\b.{{0,20}}?\b(?:{_DRUG}|{_CONDITION}|adults?\b"
    rf"|child\w*|neonat\w*|infants?\b|bab(?:y|ies)\b)"
    rf"|\b(?:what|which) (?:antibiotics?|drugs?|doses?|fluids?) (?:for|in|is|are|do|does|should|would|to)\b"
    rf"|\bhow (?:much|many|often)\b.{{0,15}}?\b{_DRUG}.{{0,15}}?\b(?:give|take|prescribe|use|inject|need|for)\b"
    rf"|\b{_DRUG} (?:\w+ )?(?:dose|dosage|dosing|doses|infusion|bolus)\b",
    re.IGNORECASE,
)
_MAKES = Late(  # the question is how to teach or show it
    r"\b(?:teach(?:ing|es)?|taught|explain(?:ing)?|make|making|record(?:ing)?|film(?:ing)?|post(?:ing)?|share"
    r"|sharing|tweet(?:ing)?|run(?:ning)?|build(?:ing)?|writ(?:e|ing)"
    r"|illustrat\w+|present(?:ing)?|put|cover(?:ing)?|draw(?:ing)?|publish\w*|upload\w*|update|updat\w+|upload\w*"
    r"|blog(?:ging)? about|podcast(?:ing)? (?:about|on)|talk(?:ing)? about|discuss\w*|quiz\w* on|check my"
    r"|use (?:\w+ )?(?:to|for)|set up|start a|create|design\w*|upload|link to|where (?:do|can|should) i)\b",
    re.IGNORECASE,
)
_TEACHING = Late(  # "how can I teach prescribing with videos" is about teaching
    r"\b(?:teach\w*|taught|(?:questions|comments|messages) (?:about|on|from)|students?|learners?|trainees?"
    r"|lessons?|lectures?|sessions?"
    r"|seminars?|tutorials?"
    r"|class(?:es)?|courses?|modules?|slides?|videos?|podcasts?|episodes?|quiz\w*|polls?"
    r"|blogs?|tweet\w*|threads?|channels?|youtube|twitter|tiktok|instagram|insta|facebook|whatsapp|telegram"
    r"|linkedin|reddit|padlet|moodle|kahoot|bluesky|mastodon|anki|wiki\w*"
    r"|social media|online|platforms?|accounts?|apps?|pages?|links?|items?|content|feeds?|followers?|groups?|chats?"
    r"|on x\b(?![- ]?ray)|(?:dms|dmed|dm'd|messages|messaged) me|(?:my|the) (?:comments|inbox|dms)|of the (?:week"
    r"|day)"
    r"|hashtags?|webinars?|screens?|web ?sites?|infographics?|memes?|reels?|clips?|captions?"
    r"|my (?:list|plan|tools?|material|backup|budget|needs)|post(?:s|ed|ing)|posts?\b(?![- ]?(?:op|partum|natal"
    r"|exposure|mortem|traumatic)))\b",
    re.IGNORECASE,
)

_RESOURCE = Late(  # "the best antibiotic podcast" asks for a podcast
    rf"\b{_DRUG}\S* (?:quiz\w*|podcasts?|apps?|games?|decks?|flash ?cards?|channels?|videos?|reels?)\b", re.IGNORECASE
)
_AGREED = Late(  # a clause about leave to show a picture is none about what it shows
    r"[^.,;:?!\n]{0,40}?\b(?:(?:consent\w*|agreed|said yes|permission|signed)\b[^.,;:?!\n]{0,30}?"
    r"\b(?:pics?|photos?|pictures?|images?|films?|filming)|(?:pics?|photos?|pictures?|images?|films?|filming)"
    r"\b[^.,;:?!\n]{0,30}?\b(?:consent\w*|agreed|said yes|permission))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[:;,!?()\n]|\.\s|\b(?:telling|asking) \w+"
    r"|\b(?:for|so) (?:(?:my|our|an?|the|this|that|i can|it'?s for) )?(?:\w+ ){0,2}?(?:posts?|reels?|podcasts?"
    r"|episodes?|slides?|videos?"
    r"|lectures?|threads?|tweets?|sessions?|teaching|blogs?|infographics?|clips?|quiz\w*|tiktok|instagram|youtube)\b"
)
_DOSE = Late(rf"\b(?:what|which|how much|right|correct|safe)\b.{{0,20}}?\bdoses?\b(?! of (?!{_DRUG}))", re.IGNORECASE)


def is_about_teaching(text: str) -> bool:
    """Say whether a text speaks of teaching, or of what is posted where."""
    return bool(_TEACHING.search(text))


def is_clinical(text: str) -> bool:
    """Say whether a text asks for something that belongs in a formulary, a guideline or a consultation."""
    text = _AGREED.sub("a photo", _RESOURCE.sub("podcast", text))
    teaches = bool(_TEACHING.search(text))
    makes = bool(_MAKES.search(text))
    figure = bool(_FIGURE.search(text))
    if _FACT.search(text) and (figure or _SUBJECT.search(text)) and not (makes and teaches):
        return True
    names_drug = bool(_DRUGS.search(text))
    if any(_asks_for_a_fact(clause, names_drug) for clause in _CLAUSE.split(text)):
        return True
    if figure and not (teaches and makes):
        return True
    if teaches:
        return False
    if _CLINIC.search(text):
        return True
    return bool(_SUBJECT.search(text)) and (bool(_ASKS.search(text)) or names_drug)


def _asks_for_a_fact(clause: str, names_drug: bool) -> bool:
    """Say whether a clause asks for the fact itself, however the rest of the text wraps it in teaching."""
    if _MAKES.search(clause) or _TEACHING.search(clause):
        return False
    if _DOSE.search(clause):
        return names_drug
    return bool(_FACT.search(clause)) and bool(_SUBJECT.search(clause))
