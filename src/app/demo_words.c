/* demo_words.c - names nobody bears together, places that are not there, usual problems. */
#include "demo_priv.h"

/* clang-format off */
static const char *const women[] = {
	"Ágota", "Amina", "Bao", "Beatriz", "Chiara", "Dagný", "Elif", "Eszter", "Fatou", "Gráinne",
	"Hedvig", "Ilse", "Ioana", "Jadwiga", "Kaliska", "Leilani", "Lucía", "Marlene", "Mirela",
	"Nadezhda", "Noémie", "Odile", "Priya", "Ragnhild", "Rosalía", "Siobhán", "Sunniva",
	"Thùy", "Ursula", "Wilhelmina", "Yuki", "Zdeňka",
};
static const char *const men[] = {
	"Aarne", "Ambrož", "Anselm", "Bjørn", "Cillian", "Demetrio", "Emeka", "Farid", "Gustavo",
	"Håkon", "Iñigo", "Jürgen", "Kenji", "Lázaro", "Matthieu", "Mehmet", "Nikolaos", "Olu",
	"Pádraig", "Quang", "Rafał", "Søren", "Tomás", "Tadeusz", "Uchenna", "Václav", "Vikram",
	"Wendell", "Xavier", "Yannick", "Zbigniew", "Zoltán",
};
static const char *const families[] = {
	"Achterberg", "Adebayo-Quill", "Ångermoor", "Bärenfeld", "Begayhill", "Bień", "Brannigan",
	"Casteñeda", "Çelikbaş", "Dvořáček", "Eiríksfjord", "Fernándezaga", "Gołębiewska",
	"Haddadin", "Høibrekk", "Ilunga", "Jóhannsdalur", "Kallistratos", "Krzyżanek", "Lindqvarn",
	"Lópezwell", "Márquezón", "Mbekison", "Müllerhaus", "Nakagawara", "Nguyễnfield", "Novotnýk",
	"O'Callahane", "Okoroafor", "Olafsvik", "Öztürkmen", "Peñaranda", "Petrovićar", "Quispehua",
	"Raghunathan", "Rosenquill", "Saint-Aubry", "Šimunek", "Sørlie", "Tanakabe", "Thibodeauville",
	"Tsosielake", "Uribarri", "Van der Heuvelink", "Vörösházy", "Whitefeather", "Xiongmao",
	"Yamaguchida", "Yellowhorsen", "Żuławska",
};
static const char *const places[] = {
	"Mill Hollow", "Cedar Ford", "Old Quarry Road", "North Sandbank", "Three Pines",
	"Lower Meadow", "Station Road, Fernley Gap", "Stone Bridge", "County Road 9, Haymark",
	"Wren's Corner", "Upper Tallgrass", "Ferry Landing",
};
static const char *const jobs[] = {
	"dairy farmer", "school cook", "retired teacher", "mechanic", "seamstress", "truck driver",
	"nurse", "carpenter", "shopkeeper", "retired", "student", "forestry worker",
};
/* clang-format on */

#define WORDS(list)                                                                      \
	{                                                                                \
		list, (int)(sizeof list / sizeof list[0])                                \
	}
const struct demo_words demo_words_women = WORDS(women);
const struct demo_words demo_words_men = WORDS(men);
const struct demo_words demo_words_families = WORDS(families);
const struct demo_words demo_words_places = WORDS(places);
const struct demo_words demo_words_jobs = WORDS(jobs);

/* clang-format off */
/* Codes are rows of assets/icd10.csv; regions are words of its vocabulary. */
const struct demo_problem demo_words_problems[] = {
	{"Knee after joint replacement", "Z47.1", "Z47.1", "knee", "post_op",
	 "Walk 300 m without a stick and climb one flight of stairs step over step.",
	 "Knee stiff in the morning, walks to the barn with one stick.",
	 "Quadriceps control improved with verbal cues; needed cues for full extension."},
	{"Knee pain on stairs", "M25.561", "M25.562", "knee", "msk",
	 "Climb two flights with pain 2/10 or less.", "Stairs still hurt, level walking is better.",
	 "Alignment corrected with tactile cues; pain stayed within the agreed limit."},
	{"Low back pain when lifting", "M54.59", "M54.59", "trunk", "msk",
	 "Lift a 10 kg feed bag from the floor with pain 2/10 or less.",
	 "Back tired after milking, slept through the night.",
	 "Hip hinge needed repeated demonstration; endurance of the trunk is improving."},
	{"Stiff shoulder", "M75.01", "M75.02", "shoulder", "msk",
	 "Reach the top shelf with the hand at head height.", "Can fasten the belt behind again.",
	 "End range still limited; compensation of the shoulder blade corrected by touch."},
	{"Shoulder pain on lifting the arm", "M75.41", "M75.42", "shoulder", "msk",
	 "Hang out washing for 15 minutes with pain 2/10 or less.", "Pain only above shoulder height.",
	 "Scapular control better with feedback; load kept as it was."},
	{"Hip osteoarthritis", "M16.11", "M16.12", "hip", "msk",
	 "Walk to the shop and back, 800 m, without stopping.", "Morning stiffness half an hour.",
	 "Pelvis dropped in single-leg stance, corrected with cues."},
	{"Ankle sprain", "S93.401D", "S93.402D", "ankle_foot", "athletic",
	 "Walk on uneven ground for 30 minutes.", "Swelling gone, unsure on gravel.",
	 "Balance reactions slow on the treated side; progressed with support near."},
	{"Weak side after a stroke", "I69.351", "I69.354", "whole_body", "neuro",
	 "Walk 100 m with a stick and stand up from a chair five times without help.",
	 "Foot catches when tired.", "Stand-by assistance for turns; weight shift improving."},
	{"Unsteady, Parkinson's disease", "G20.A1", "G20.A1", "whole_body", "neuro",
	 "Turn in the kitchen without holding on.", "Freezes in the doorway twice a day.",
	 "Large steps with auditory cue; needed reminders for arm swing."},
	{"Unsteady on feet", "R26.81", "R26.81", "whole_body", "age",
	 "Stand in tandem 10 s and walk to the mailbox without a fall.",
	 "No falls since the last visit.", "Contact guard in tandem stance; recovers with one step."},
	{"Weakness after illness", "M62.81", "M62.81", "whole_body", "age",
	 "Rise from a chair 12 times in 30 s.", "Tired after housework, less than last week.",
	 "Needed rest breaks; form good with cues for breathing."},
	{"Stiff neck", "M47.812", "M47.812", "neck", "msk",
	 "Look over the shoulder when driving the tractor.", "Headache once this week.",
	 "Segmental movement guided by hand; posture corrected several times."},
};
/* clang-format on */
const int demo_words_n_problems =
    (int)(sizeof demo_words_problems / sizeof demo_words_problems[0]);
