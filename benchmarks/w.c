/* W in C, the reference. Blocks of scenarios whose state stays in the first-level cache; months outside,
   scenarios inside, so that the compiler makes vector instructions of every inner loop. */
#include <math.h>

enum { MONTHS = 36, BLOCK = 64 };
enum { ACCOUNTS, ACV, NEW_ACCOUNTS, GROWTH, ONBOARDING, RETENTION, EXPANSION, GROSS_MARGIN, CAC, FIXED_COSTS,
       CSM_COST, OTHER_HOURS, CASH };
enum { REVENUE, ARR_END, PROFIT, TROUGH, TROUGH_MONTH, BREAKEVEN_MONTH, PAYBACK_MONTH, CASH_LOW, CASH_LOW_MONTH };

static const double CSMS_PER_HOUR = (1 - 1e-9) / 12 / (2080 * 0.7 / 12);
static const double NEGLIGIBLE = 1e-9;

/* One block of m scenarios. `in` and `figures` step from one input or figure to the next by n;
   a path steps from month to month by n, and from path to path by MONTHS * n. */
static void block(long m, long n, const double *restrict in, double *restrict paths, double *restrict figures)
{
    const double *restrict growth = in + GROWTH * n, *restrict onboarding = in + ONBOARDING * n;
    const double *restrict retention = in + RETENTION * n, *restrict margin = in + GROSS_MARGIN * n;
    const double *restrict cac = in + CAC * n, *restrict fixed_costs = in + FIXED_COSTS * n;
    double signed_now[BLOCK], mrr[BLOCK], accounts[BLOCK], cumulative[BLOCK], revenue[BLOCK], arpa[BLOCK];
    double keep[BLOCK], csms_per_account[BLOCK], wage[BLOCK], lowest[BLOCK];
    double low_month[BLOCK], loss_month[BLOCK], red_month[BLOCK];

    for (long i = 0; i < m; i++) {
        signed_now[i] = in[NEW_ACCOUNTS * n + i];
        arpa[i] = in[ACV * n + i] / 12;
        keep[i] = retention[i] * (1 + in[EXPANSION * n + i]);
        csms_per_account[i] = in[OTHER_HOURS * n + i] * CSMS_PER_HOUR;
        wage[i] = in[CSM_COST * n + i] / 12;
        accounts[i] = in[ACCOUNTS * n + i];
        mrr[i] = accounts[i] * arpa[i];
        cumulative[i] = revenue[i] = low_month[i] = loss_month[i] = red_month[i] = 0;
        lowest[i] = INFINITY;
    }
    for (int t = 0; t < MONTHS; t++) {
        double *restrict mrr_out = paths + t * n, *restrict accounts_out = mrr_out + MONTHS * n;
        double *restrict profit_out = accounts_out + MONTHS * n, *restrict cumulative_out = profit_out + MONTHS * n;
        double month = t + 1;
        for (long i = 0; i < m; i++) {
            double started = signed_now[i] * onboarding[i];
            accounts[i] = accounts[i] * (t ? retention[i] : 1) + started;
            mrr[i] = mrr[i] * (t ? keep[i] : 1) + started * arpa[i];
            double costs = mrr[i] * (1 - margin[i]) + ceil(accounts[i] * csms_per_account[i]) * wage[i]
                         + signed_now[i] * cac[i] + fixed_costs[i];
            double profit = mrr[i] - costs;
            signed_now[i] *= 1 + growth[i];
            revenue[i] += mrr[i];
            cumulative[i] += profit;
            low_month[i] = cumulative[i] < lowest[i] ? month : low_month[i];
            lowest[i] = cumulative[i] < lowest[i] ? cumulative[i] : lowest[i];
            loss_month[i] = profit < -NEGLIGIBLE * (mrr[i] + costs) ? month : loss_month[i];
            mrr_out[i] = mrr[i];
            accounts_out[i] = accounts[i];
            profit_out[i] = profit;
            cumulative_out[i] = cumulative[i];
        }
    }
    for (int t = 0; t < MONTHS; t++) {
        const double *restrict cumulative_out = paths + (3L * MONTHS + t) * n;
        double month = t + 1;
        for (long i = 0; i < m; i++)
            red_month[i] = cumulative_out[i] < -NEGLIGIBLE * (2 * revenue[i] - cumulative[i]) ? month : red_month[i];
    }
    for (long i = 0; i < m; i++) {
        figures[REVENUE * n + i] = revenue[i];
        figures[ARR_END * n + i] = 12 * mrr[i];
        figures[PROFIT * n + i] = cumulative[i];
        figures[TROUGH * n + i] = red_month[i] > 0 ? lowest[i] : 0;
        figures[TROUGH_MONTH * n + i] = red_month[i] > 0 ? low_month[i] : NAN;
        figures[BREAKEVEN_MONTH * n + i] = loss_month[i] < MONTHS ? loss_month[i] + 1 : NAN;
        figures[PAYBACK_MONTH * n + i] = red_month[i] > 0 && red_month[i] < MONTHS ? red_month[i] + 1 : NAN;
        figures[CASH_LOW * n + i] = in[CASH * n + i] + lowest[i];
        figures[CASH_LOW_MONTH * n + i] = low_month[i];
    }
}

/* in[13][n], paths[4][MONTHS][n], figures[9][n], each in the order of work.py. */
void w(long n, const double *in, double *paths, double *figures)
{
    for (long from = 0; from < n; from += BLOCK)
        block(n - from < BLOCK ? n - from : BLOCK, n, in + from, paths + from, figures + from);
}
