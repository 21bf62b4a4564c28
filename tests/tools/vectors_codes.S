/* vectors_codes.S - the example table of service codes inside the vector program. */
	.section .rodata
	.global vectors_codes_csv
	.type vectors_codes_csv, @object
vectors_codes_csv:
	.incbin "timed_codes.csv"
	.byte 0
	.size vectors_codes_csv, . - vectors_codes_csv
	.section .note.GNU-stack, "", %progbits
