/**
 * Words and names that passwords are built around: English, German, given names, months, places, runs of keys; without marks, in small letters, none that holds another.
 * A short list beside the one of breached passwords, which the operator names: a rule on words can never know them all.
 */
export const commonWords: readonly string[] = `
abcd abend able about above account action adam admin adult after again agent alarm albert album alexander alice alles
allow alone amanda andrea andrew android angel anger animal anna answer anthony apfel apple april arbeit arrow artist
asdf ashley audit august auto autumn baby back bacon badge baker balance banana band bank barbara baseball basel
basket batman battle baum beach bear beauty because benjamin berg berlin bernd bild bird birthday black blau blood
blossom blue blume board boat body bonus book border boston bottle brandon bread break bridge bright bring brot brown
bruder buch budget buffalo builder butter button cake camel camera candle candy captain card carlos caroline castle
cedar chance change charles charlie cheese cherry chicken child china chocolate christian christina circle city class
claudia clean clear clock cloud coffee color comet company computer control cookie copper corner cotton country court
cream credit crystal dance daniel danke dark data daughter david death december default delta demo denver deploy
desert design deutsch dezember diana dieter dinner doctor dollar dolphin donkey donnerstag door drache dragon dream
drive eagle earth east easy echo edward elephant elizabeth eltern email emerald emily emma energy engine enter erde
eric error essen evening every example face factory falcon family farm father february felix fenster feuer field film
final finger fire firma fisch fish flag florian flower football forest forever fortune forward fountain frank franz
frau free freitag freund friday friend frog fuchs future galaxy game garden garten gate geheim gelb geld george giant
ginger girl glass global gluck gold good google grand grape grass gravity great green gross grun guest guitar guten
hair hallo hamburg hammer hand hans happy harbor hard harvest haus heart heaven heidi heimat heinz helen hello help
herbst hero herz hidden high hill himmel holiday home honey hope horse hospital hotel house hund hunter idea iloveyou
image immer india inside interlock island jack jacob james january jasmine jason jazz jennifer jessica jewel joachim
john joker jonathan jordan jose joshua julia july june jungle junior justice justin kaffee karin karl katharina
katherine katze kevin kind king kirche kitchen klaus kraft kuchen lady lake lamp laptop large laser laugh laura leben
legend lehrer lemon leon letmein letter level liberty licht lieb light linda linux lion lisa little login london louis
lovely lucas lucky luft luke lunch machine madchen madrid magic manager mann maple march maria marie marine mark
martin master matrix matthew maus meer melanie melissa member memory mensch mercury message metal michael michelle
microsoft middle milch mind minute mirror mittwoch monat mond money monika monkey montag month moon morgen morning
mother mountain mouse movie munich music mustang mutter mystery nacht nase natalie nature neues never news nicole
night nina ninja north november number nurse ocean october office oliver olivia open oracle orchid oscar owner oxford
panda paper papier paradise parent paris park partner party passion passwd patient patricia patrick paul peace peach
pencil penguin people pepper person peter pferd philip phoenix phone photo piano picture pilot pink pirate pizza
planet platz player please pocket pokemon poker police power present president prince private project purple puzzle
quality queen question quick quiet qwerty qwertz rabbit race rachel radio rain random range rebecca record release
report river robert robot rock rose royal runner ryan sabine safe sailor samantha samstag samsung samuel sandra sarah
saturday schatz schiff schloss schnee schokolade school schule schwarz science scooter sebastian secret security
select senior september server service seven shadow shark sharp shelf shell sheriff ship shoes silver simon simple
single sister skate skyline sleep smart smile smooth snake snow soccer socks soldier sommer sonne sonntag sophie sound
source south space spider spirit sport spring square stadt staff star station steel stefan stein stephanie stern
steven stone storm story strasse strong student stuhl sugar summer sunday sunset sunshine super surfer susan sweet
switch system target tasse taylor teacher team temple tennis test thank thing thomas thursday ticket tiger time tisch
tochter tomato tower travel treasure tree trigger truck trust truth tuesday turtle type under union unique ursula user
vacation valley value vampire vanessa vater velvet victoria victory video vienna village violet vision vogel voice
wald walker wall walter warrior wasser water wednesday weekend weiss welcome welt werner west wetter whale white wien
wild william window winner winter wizard woche wolf wolke woman wonder wood word work world wort write xbox yellow
young zebra zeit zero zucker zurich
`
  .trim()
  .split(/\s+/);
