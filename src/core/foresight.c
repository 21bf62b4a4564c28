/* foresight.c - logistic regression held to start values, and forecasts against what happened. */
#include "core/foresight.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* 80 percent, two sides, of the normal distribution. */
static const double z80 = 1.2815515655;
enum { HALVINGS = 30 };		   /* of a step that raises the loss */
static const double still = 1e-10; /* a step below it ends the fit */

struct names {
	const char *key, *words;
};
static const struct names names[FORESIGHT_COUNT] = {
#define FORESIGHT_ROW(ID, key, words) {key, words},
    FORESIGHT_FEATURES(FORESIGHT_ROW)
#undef FORESIGHT_ROW
};

const char *
foresight_key(enum foresight_feature f)
{
	return names[f].key;
}

const char *
foresight_words(enum foresight_feature f)
{
	return names[f].words;
}

/* Both by the sign of z, so that nothing overflows. */
static double
sigmoid(double z)
{
	double e = exp(-fabs(z));

	return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

static double
log1p_exp(double z)
{
	return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

static double
line(int size, const double *b, const double *x)
{
	double z = b[0];

	for (int j = 1; j < size; j++)
		z += b[j] * x[j - 1];
	return z;
}

static double
column(const double *x, int j)
{
	return j == 0 ? 1 : x[j - 1];
}

static double
loss(const struct foresight_prior *prior, const struct foresight_rows *rows,
     const double *b)
{
	int size = prior->size;
	double sum = 0;

	for (int i = 0; i < rows->n; i++) {
		double z = line(size, b, rows->x + (ptrdiff_t)i * (size - 1));

		sum += log1p_exp(z) - (rows->y[i] ? z : 0);
	}
	for (int j = 0; j < size; j++)
		sum += prior->pull[j] * (b[j] - prior->start[j]) *
		       (b[j] - prior->start[j]) / 2;
	return sum;
}

struct newton {
	double g[FORESIGHT_SIZE], h[FORESIGHT_SIZE][FORESIGHT_SIZE];
};

static void
slope(const struct foresight_prior *prior, const struct foresight_rows *rows,
      const double *b, struct newton *w)
{
	int size = prior->size;

	memset(w, 0, sizeof *w);
	for (int j = 0; j < size; j++) {
		w->g[j] = -prior->pull[j] * (b[j] - prior->start[j]);
		w->h[j][j] = prior->pull[j];
	}
	for (int i = 0; i < rows->n; i++) {
		const double *x = rows->x + (ptrdiff_t)i * (size - 1);
		double p = sigmoid(line(size, b, x)), weight = p * (1 - p);

		for (int j = 0; j < size; j++) {
			w->g[j] += ((rows->y[i] ? 1 : 0) - p) * column(x, j);
			for (int k = 0; k < size; k++)
				w->h[j][k] += weight * column(x, j) * column(x, k);
		}
	}
}

/* The inverse of a positive definite matrix (every pull is above 0), by elimination with pivots. */
static void
invert(int size, double h[FORESIGHT_SIZE][FORESIGHT_SIZE],
       double inverse[FORESIGHT_SIZE][FORESIGHT_SIZE])
{
	double a[FORESIGHT_SIZE][2 * FORESIGHT_SIZE] = {{0}};

	for (int i = 0; i < size; i++) {
		memcpy(a[i], h[i], (size_t)size * sizeof a[i][0]);
		a[i][size + i] = 1;
	}
	for (int c = 0; c < size; c++) {
		int best = c;
		double row[2 * FORESIGHT_SIZE];

		for (int i = c + 1; i < size; i++)
			if (fabs(a[i][c]) > fabs(a[best][c]))
				best = i;
		memcpy(row, a[c], sizeof row);
		memcpy(a[c], a[best], sizeof row);
		memcpy(a[best], row, sizeof row);
		assert(a[c][c] != 0);
		for (int k = 2 * size - 1; k >= c; k--)
			a[c][k] /= a[c][c];
		for (int i = 0; i < size; i++)
			for (int k = 2 * size - 1; i != c && k >= c; k--)
				a[i][k] -= a[i][c] * a[c][k];
	}
	for (int i = 0; i < size; i++)
		memcpy(inverse[i], a[i] + size, (size_t)size * sizeof a[i][0]);
}

/* One Newton step, halved while the loss rises; the largest change of a coefficient. */
static double
step(const struct foresight_prior *prior, const struct foresight_rows *rows,
     struct foresight_fit *fit)
{
	struct newton w;
	double to[FORESIGHT_SIZE] = {0}, by[FORESIGHT_SIZE] = {0}, next = 0, most = 0;

	slope(prior, rows, fit->b, &w);
	invert(fit->size, w.h, fit->cov);
	for (int j = 0; j < fit->size; j++)
		for (int k = 0; k < fit->size; k++)
			by[j] += fit->cov[j][k] * w.g[k];
	for (int half = 0; half < HALVINGS; half++) {
		double s = ldexp(1, -half);

		most = 0;
		for (int j = 0; j < fit->size; j++) {
			to[j] = fit->b[j] + s * by[j];
			most = fmax(most, fabs(s * by[j]));
		}
		next = loss(prior, rows, to);
		if (next <= fit->loss || most < still)
			break;
	}
	memcpy(fit->b, to, sizeof fit->b);
	fit->loss = next;
	return most;
}

void
foresight_fit(const struct foresight_prior *prior, const struct foresight_rows *rows,
	      struct foresight_fit *fit)
{
	struct newton w;

	assert(prior->size > 0 && prior->size <= FORESIGHT_SIZE);
	memset(fit, 0, sizeof *fit);
	fit->size = prior->size;
	memcpy(fit->b, prior->start, sizeof fit->b);
	fit->loss = loss(prior, rows, fit->b);
	do
		fit->steps++;
	while (step(prior, rows, fit) >= still && fit->steps < FORESIGHT_STEPS);
	slope(prior, rows, fit->b, &w);
	invert(fit->size, w.h, fit->cov);
}

void
foresight_one(const struct foresight_fit *fit, const double *x, struct foresight_one *one)
{
	double variance = 0;

	memset(one, 0, sizeof *one);
	for (int j = 0; j < fit->size; j++) {
		one->part[j] = fit->b[j] * column(x, j);
		one->z += one->part[j];
		for (int k = 0; k < fit->size; k++)
			variance += column(x, j) * fit->cov[j][k] * column(x, k);
	}
	one->p = sigmoid(one->z);
	one->se = sqrt(variance);
	one->lo = sigmoid(one->z - z80 * one->se);
	one->hi = sigmoid(one->z + z80 * one->se);
}

/* ---- what may be said */

double
foresight_base(int visits, int missed)
{
	if (visits < FORESIGHT_FEW_VISITS)
		return 0.10;
	return fmin(fmax((double)missed / visits, 0.02), 0.50);
}

enum foresight_show
foresight_show(int visits, int missed)
{
	if (visits < FORESIGHT_FEW_VISITS || missed < FORESIGHT_FEW_MISSED)
		return FORESIGHT_COUNTS;
	return visits < FORESIGHT_FULL_VISITS || missed < FORESIGHT_FULL_MISSED
		   ? FORESIGHT_ROUGH
		   : FORESIGHT_PERCENT;
}

enum foresight_level
foresight_level(double p, double base)
{
	return p < base	      ? FORESIGHT_LOW
	       : p < 2 * base ? FORESIGHT_MIDDLE
			      : FORESIGHT_HIGH;
}

const char *
foresight_level_text(enum foresight_level l)
{
	static const char *const texts[] = {"low", "middle", "high"};

	assert(l < FORESIGHT_LEVELS);
	return texts[l];
}

void
foresight_check_add(struct foresight_check *c, double p, double base, bool happened)
{
	enum foresight_level l = foresight_level(p, base);
	double off = p - (happened ? 1 : 0);

	c->n++;
	c->happened += happened;
	c->sum += p;
	c->squares += off * off;
	c->band[l].n++;
	c->band[l].happened += happened;
	c->band[l].sum += p;
}

double
foresight_brier(const struct foresight_check *c)
{
	return c->n ? c->squares / c->n : 0;
}

double
foresight_brier_base(double base)
{
	return base * (1 - base);
}

bool
foresight_worse(const struct foresight_check *c, double base)
{
	return c->n >= FORESIGHT_CHECKED &&
	       foresight_brier(c) > foresight_brier_base(base);
}

void
foresight_explain(const struct foresight_fit *fit, const struct foresight_case *of,
		  const struct foresight_one *one, struct str *out)
{
	str_addf(out, "z = %.3f", fit->b[0]);
	for (int j = 1; j < fit->size; j++)
		if (of->x[j - 1] != 0)
			str_addf(out, " %c %.3f x %.2f", fit->b[j] < 0 ? '-' : '+',
				 fabs(fit->b[j]), of->x[j - 1]);
	str_addf(out, " = %.3f; chance = 1 / (1 + exp(-z)) = %.1f %%\n", one->z,
		 100 * one->p);
	str_addf(out, "80 percent band: z -/+ 1.2816 x %.3f = %.0f to %.0f %%\n", one->se,
		 100 * one->lo, 100 * one->hi);
	for (int j = 1; j < fit->size; j++) {
		str_addf(out, "%+.3f x ", fit->b[j]);
		if (of->unknown[j - 1])
			str_add(out, "0     not known:");
		else
			str_addf(out, "%.2f  %+.3f:", of->x[j - 1], one->part[j]);
		str_addf(out, " %s\n", foresight_words(of->features[j - 1]));
	}
}
