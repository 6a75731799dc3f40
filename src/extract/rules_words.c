/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules_words.h"

#include "rules.h"

const struct ns_closed_words ns_closed_words[] = {
    {NS_CLASS_FUNCTION,
     "a an the this that these those some any each every no all both either neither such another "
     "other what which who whom whose when where why how i you he she it we they me him her us "
     "them my your his its our their mine yours hers ours theirs myself himself herself itself "
     "themselves ourselves one anyone someone everyone nobody nothing something anything "
     "everything is are was were be been being am isn't aren't wasn't weren't has have had hasn't "
     "haven't hadn't having do does did don't doesn't didn't will would shall should can could may "
     "might must won't wouldn't shouldn't can't cannot couldn't mustn't not n't never of in on at "
     "by for from to with without within into onto upon over under above below between among "
     "amid amongst about around after before behind beyond beside besides against along across "
     "through throughout during until till since despite toward towards per via like unlike than "
     "as near off out up down inside outside and or but nor so yet if unless because although "
     "though while whereas whether once there here then now just only also too very even still "
     "already again ever always often sometimes perhaps maybe however meanwhile moreover "
     "nevertheless therefore thus instead otherwise according except i'm i've i'd i'll it's he's "
     "she's we're we've you're they're they've that's there's let's who's what's more most many "
     "much few several own same yes 's"},
    {NS_CLASS_CALENDAR,
     "january february march april may june july august september october november december jan "
     "feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. aug. sep. sept. oct. nov. "
     "dec. monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
     "thursdays fridays saturdays sundays mon tue wed thu fri mon. tue. tues. wed. thu. thurs. "
     "fri. sat. sun. gmt est edt pst pdt cet utc am pm a.m. p.m. a.m p.m et"},
    {NS_CLASS_LOC_HEAD,
     "river sea ocean lake bay gulf strait straits channel canal island islands peninsula mountain "
     "mountains hills valley desert coast province provinces governorate district county region "
     "state states republic kingdom emirate territory territories city town village street st. "
     "avenue road boulevard square bridge airport airfield airbase base port harbor harbour park "
     "forest beach border crossing dam heights plain plains basin delta cape camp stadium arena "
     "prison palace castle cathedral mosque temple hall tower towers hotel plaza oblast krai "
     "prefecture canton suburb quarter highway railway station neighborhood neighbourhood creek "
     "falls glacier gate barrage farms terminal complex"},
    {NS_CLASS_LOC_LEAD,
     "lake mount mt mt. fort ft ft. port cape camp gulf isle isles strait river "
     "rio san santa sao los las el saint st st. upper lower greater new tel tell "
     "deir dayr jabal jebel wadi khan bab umm ras beit"},
    {NS_CLASS_PARTICLE,
     "al el de la du da dos das del della di van von der den ten ter bin ibn ben "
     "bint abu abd ul ur un le y e ad ar as ash at az an al- el- ad- ar- as- ash- "
     "at- az- an- bte binti"},
    {NS_CLASS_NUMBER,
     "one two three four five six seven eight nine ten eleven twelve hundred thousand million "
     "billion dozen dozens hundreds thousands millions first second third fourth fifth half"},
    {NS_CLASS_SAY,
     "said says say told tells added adds asked asks replied wrote writes noted argued insisted "
     "stated announced denied denies confirmed warned claimed claims acknowledged conceded "
     "explained tweeted testified vowed accused complained recalled joked responded believes "
     "believed thinks thought hopes hoped wants wanted urged called met resigned spoke visited"},
    {NS_CLASS_ARMS,
     "missile missiles jet jets aircraft plane planes bomber bombers fighter fighters tank tanks "
     "helicopter helicopters rocket rockets launcher launchers warplane warplanes drone drones "
     "artillery howitzer howitzers mortar mortars rifle rifles torpedo submarine submarines "
     "frigate destroyer carrier battery batteries system systems warhead warheads munition "
     "munitions bomb bombs radar radars gun guns armor armored armoured weapon weapons air-defense "
     "surface-to-air anti-aircraft anti-tank interceptor interceptors gunship gunships airframe"},
    {NS_CLASS_DIRECTION, "north south east west northern southern eastern western central "
                         "northeast northwest southeast southwest northeastern northwestern "
                         "southeastern southwestern upper lower greater inner outer mid"},
    {NS_CLASS_EVENT_HEAD,
     "cup war wars treaty act accord accords agreement protocol convention open championship "
     "championships olympics games festival prize award awards day week revolution uprising "
     "summit series bowl masters tour league law amendment resolution declaration plan "
     "initiative operation offensive conference crisis holocaust ramadan christmas easter index "
     "average tournament medal bill constitution charter pact grand prix conflict"},
    {NS_CLASS_COLLECTIVE,
     "group groups militants militant fighters fighter rebels rebel movement party newspaper "
     "agency "
     "company airline forces troops organization organisation faction factions militia militiamen "
     "insurgents terrorists jihadists executives shares stock bank team club coach striker players "
     "defender midfielder captain spokesman spokeswoman spokesperson officials official lawmakers "
     "supporters affiliate network channel website magazine daily employees chairman"},
    {NS_CLASS_SITE,
     "province provinces governorate city cities town towns village villages district county "
     "region "
     "airport border airbase area suburb suburbs neighborhood neighbourhood port island islands "
     "peninsula state capital river mountains valley desert coast camp enclave countryside "
     "stronghold oilfield prison"},
    {0, 0},
};
