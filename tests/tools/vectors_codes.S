/* vectors_codes.S - tables inside the vector program: service codes, rules of progression. */
	.section .rodata
	.global vectors_codes_csv
	.type vectors_codes_csv, @object
vectors_codes_csv:
	.incbin "timed_codes.csv"
	.byte 0
	.size vectors_codes_csv, . - vectors_codes_csv
	.global vectors_rules_csv
	.type vectors_rules_csv, @object
vectors_rules_csv:
	.incbin "progression_rules.csv"
	.byte 0
	.size vectors_rules_csv, . - vectors_rules_csv
	.section .note.GNU-stack, "", %progbits
