/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crf_train.h (room: train): learns the weights of a linear-chain conditional random field.
 *
 * Stochastic gradient with a step for each weight (Duchi, Hazan, Singer 2011, "Adaptive subgradient
 * methods"), L2 on the weights that are touched, feature dropout (Wager, Wang, Liang 2013), the mean
 * of the later passes. One thread, fixed seed: the same input gives the same weights. A sequence of
 * one position with two labels makes it a logistic regression.
 */
#ifndef NAYSAY_TRAIN_CRF_TRAIN_H
#define NAYSAY_TRAIN_CRF_TRAIN_H

#include "extract/weights.h"

NS_VEC(ns_features, uint32_t);

struct ns_sequence {
    size_t first;   /* of its first token in begins and labels of the set */
    uint32_t len;   /* tokens */
    uint32_t group; /* article it comes from: for cross-validation */
    float weight;   /* of its gradient, mostly 1 */
};

/* Sequences, one after another. */
struct ns_training_set {
    struct ns_features features;
    NS_VEC(, size_t) begins;  /* by token: its first feature; its last is before the next's */
    NS_VEC(, uint8_t) labels; /* by token */
    NS_VEC(, struct ns_sequence) sequences;
};

/* Opens a sequence; then for each token features are pushed and ns_training_token is called. */
void ns_training_open(struct ns_training_set *set, uint32_t group, float weight);
void ns_training_token(struct ns_training_set *set, const uint32_t *features, size_t count,
                       uint8_t label);
void ns_training_free(struct ns_training_set *set);

struct ns_training {
    enum ns_weights_kind kind;
    uint32_t revision, labels, bits;
    unsigned epochs; /* passes over the sequences */
    unsigned starts; /* how often learning starts anew; the weights are the mean; 0: once */
    float rate;      /* step of the first update */
    float l2;        /* for each update of a weight */
    float dropout;   /* share of the features left out at each token */
    bool (*may_follow)(uint8_t from, uint8_t to); /* NULL: any; from 255: at the begin */
    uint64_t seed;
    bool quiet; /* no progress on standard error */
};

/* Learns from the sequences of all groups g for which g % folds != left_out (folds 0: all). The
 * caller frees with ns_weights_free. */
struct ns_weights *ns_train(const struct ns_training *training, const struct ns_training_set *set,
                            uint32_t folds, uint32_t left_out);

/* Writes the file; prints its size on standard error. */
enum ns_status ns_train_write(const struct ns_weights *weights, const char *folder,
                              struct ns_err *err);

#endif
