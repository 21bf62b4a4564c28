/* assets_data.S - the shipped tables inside the program. */
	.macro table name
	.globl	assets_data_\name
assets_data_\name:
	.incbin	"\name\().csv"
	.globl	assets_data_\name\()_end
assets_data_\name\()_end:
	.byte	0
	.endm

	.section .rodata
	table	exercises
	table	service_codes
	table	icd10
	table	vocab
	table	measures
	table	norms
	table	screening_rules
	table	goal_templates
	table	assessment_sets
	table	plan_templates
	table	plan_phases
	table	care_rules
	table	progression_rules
	table	thresholds
	table	code_pairs
	table	telehealth_rules
	table	modifier_rules
	table	presign_rules
	table	phrases
	table	poses
	table	figures
	table	patient_texts
	table	phone_steps
	table	wearable_layouts
	table	faults
	table	pacers
	table	aid_checks
	table	words

	.macro catalogue language
	.globl	assets_data_po_\language
assets_data_po_\language:
	.incbin	"\language\().po"
	.byte	0
	.endm

	catalogue es
	catalogue fr

	.globl	assets_data_stamp
assets_data_stamp:
	.asciz	ASSETS_STAMP

	.section .note.GNU-stack,"",%progbits
