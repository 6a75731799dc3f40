/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grammar.h"

struct word_list {
    uint32_t flags;
    const char *words; /* separated by spaces, folded */
};

static const struct word_list lists[] = {
    {NS_G_PRONOUN,
     "i he she we they you it who which that this those these everybody everyone "
     "somebody someone nobody anyone one many some others both few several none there"},
    {NS_G_PRONOUN | NS_G_MODAL, "i'd he'd she'd we'd they'd you'd who'd it'd i'll he'll she'll "
                                "we'll they'll you'll it'll that'll"},
    {NS_G_PRONOUN | NS_G_BE,
     "i'm we're they're you're who're it's he's she's that's who's there's"},
    {NS_G_PRONOUN | NS_G_HAVE, "i've we've they've you've who've"},
    {NS_G_OBJECT, "me him her us them himself herself itself themselves myself ourselves yourself"},
    {NS_G_RELATIVE | NS_G_WH, "who whom whose which"},
    {NS_G_RELATIVE, "that"},
    {NS_G_DET, "the a an this that these those some any no every each all both many several few "
               "most another other such his her its their my our your one two three four five six "
               "seven eight nine ten dozens hundreds thousands more less what"},
    {NS_G_PREP, "of in on at by for from with without to about against between among amid into "
                "onto over under near during through throughout toward towards via within across "
                "behind beyond outside inside upon despite per unlike like including regarding "
                "concerning alongside around above below following besides"},
    {NS_G_SUBORD, "because while although though if when whenever as since unless until till after "
                  "before whereas lest once where wherever whether than"},
    {NS_G_COORD, "and or but nor plus &"},
    {NS_G_BE, "is are was were be been being am isn't aren't wasn't weren't ain't 's 're 'm"},
    {NS_G_HAVE, "has have had having hasn't haven't hadn't 've"},
    {NS_G_DO, "does do did doing doesn't don't didn't"},
    {NS_G_MODAL, "will would can could may might shall should must cannot won't wouldn't can't "
                 "couldn't shouldn't mustn't mightn't needn't 'll 'd ought"},
    {NS_G_NEG, "not never n't cannot isn't aren't wasn't weren't ain't hasn't haven't hadn't "
               "doesn't don't didn't won't wouldn't can't couldn't shouldn't mustn't mightn't "
               "needn't hardly barely scarcely neither nor"},
    {NS_G_ADVERB, "also then later again now still already just ever never always often sometimes "
                  "even too once twice soon first only rather quite perhaps maybe instead "
                  "meanwhile moreover nonetheless nevertheless however though further furthermore "
                  "today yesterday tomorrow tonight here thus therefore hence back not "
                  "otherwise since long longer yet earlier much very almost previously "
                  "afterward afterwards else aloud elsewhere well simply likely seldom indeed "
                  "together likewise besides"},
    {NS_G_TIME, "monday tuesday wednesday thursday friday saturday sunday january february march "
                "april june july august september october november december jan feb mar apr "
                "jun jul aug sept oct nov dec mon tue tues wed thu thurs fri sat sun yesterday "
                "today tomorrow tonight morning afternoon evening night week month year weekend "
                "spring summer autumn winter last next earlier"},
    {NS_G_WH, "whether if how why what where when"},
    {NS_G_VERB,
     "went goes gone came comes come took takes taken made makes gave gives given got gets left "
     "leaves led met meets ran runs held holds kept keeps brought brings began begins begun became "
     "becomes become lost loses won wins sent sends spent spends put puts set sets sat sits stood "
     "stands fell falls fallen rose rises risen grew grows grown drew draws drawn drove drives "
     "broke breaks broken built builds bought buys sold sells caught cut hit hits shot struck "
     "strikes fought fights paid pays laid lay lies flew flown fled rode hung wore worn won "
     "chose chosen bore borne saw seen heard found knew knows known told tells said says thought "
     "thinks felt feels meant means read spoke speaks spoken wrote writes written seems seemed "
     "appears wants wanted needs needed tried tries used uses asked asks called calls worked works "
     "turned turns moved moves lives lived believes believed happened happens looked looks helped "
     "helps started starts played plays followed follows stopped stops created opened opens "
     "walked allowed allows added adds offered offers remembered loved considered appeared served "
     "died killed remains remained suggested raised passed required reported decided returned "
     "explained hoped developed carried includes included continues continued contains involves "
     "represents gets let lets deserves exists depends prefers matters has had did does am is are "
     "was were been be go see make take give know want get think say vote support need keep"},
    {NS_G_LEADS,
     "seem seems seemed appear appears appeared continue continues continued want wants "
     "wanted try tries tried trying begin begins began begun start starts started go "
     "goes went going have has had having need needs needed intend intends intended "
     "like likes liked come comes came tend tends tended refuse refuses refused "
     "refusing decline declines declined declining fail fails failed failing used "
     "hope hopes hoped plan plans planned managed bother bothered hesitate hesitated "
     "dare dared prefer prefers preferred love loved hate prepared ready continuing "
     "rushed moved quick happy happened ought able unable appearing seeming"},
    {NS_G_OCCASION,
     "interview interviews statement statements tweet tweets speech speeches conference briefing "
     "briefings press post posts letter letters email e-mail emails e-mails memo message messages "
     "report release editorial op-ed column article articles blog twitter facebook television tv "
     "radio phone telephone response reply remarks testimony hearing rally debate appearance call "
     "video address comment comments event meeting broadcast podcast note text texts "
     "memoir book essay segment show program affidavit filing deposition complaint fox cnn msnbc "
     "nbc abc cbs instagram congress court aside tone voice"},
    {NS_G_NEGATIVE, "no nothing none nobody nowhere neither zero"},
    {NS_G_PERSON,
     "official officials spokesman spokeswoman spokesperson spokesmen spokespeople aide aides "
     "source sources president minister secretary senator general governor leader leaders adviser "
     "advisers advisor advisors analyst analysts expert experts lawyer lawyers critics supporters "
     "campaign ministry department government police military army commander activists "
     "activist witnesses witness observers group agency administration voters poll polls survey "
     "study report reports statement author authors director chairman chairwoman executive "
     "professor researchers democrats republicans lawmakers candidate candidates ambassador envoy "
     "diplomat diplomats prosecutors authorities reporter reporters people man woman men women "
     "members member residents percent organization committee judge justices court"},
    {NS_G_HEARER, "reporters journalists lawmakers supporters voters audience crowd viewers "
                  "delegates senators congress investigators police listeners readers everyone "
                  "people attendees rallygoers press media parliament council committee newspaper "
                  "agency host anchor moderator reporter fans followers donors americans"},
};

struct ns_grammar {
    uint32_t *flags; /* by vocabulary number */
    size_t count;
};

static void put_word(struct ns_grammar *grammar, struct ns_vocab *vocab, struct ns_slice word,
                     uint32_t flags)
{
    uint32_t number = ns_vocab_put(vocab, word);
    if (number >= grammar->count) {
        size_t count = (size_t)number * 2 + 64;
        grammar->flags = ns_realloc(grammar->flags, count, sizeof *grammar->flags);
        memset(grammar->flags + grammar->count, 0,
               (count - grammar->count) * sizeof *grammar->flags);
        grammar->count = count;
    }
    grammar->flags[number] |= flags;
}

struct ns_grammar *ns_grammar_new(struct ns_vocab *vocab)
{
    struct ns_grammar *grammar = ns_alloc(sizeof *grammar);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct ns_slice rest = ns_slice_of(lists[i].words), word;
        while (ns_slice_field(&rest, ' ', &word))
            put_word(grammar, vocab, word, lists[i].flags);
    }
    return grammar;
}

void ns_grammar_free(struct ns_grammar *grammar)
{
    if (!grammar)
        return;
    free(grammar->flags);
    free(grammar);
}

uint32_t ns_grammar_flags(const struct ns_grammar *grammar, uint32_t number)
{
    return number < grammar->count ? grammar->flags[number] : 0;
}
